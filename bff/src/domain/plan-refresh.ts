import type { KrrPerson } from "./krr-person.ts";
import { planContactWrites, type FieldPlan } from "./plan-contact-writes.ts";
import type { HeldRecord } from "./register-answer.ts";

/** One record with what «Oppdater» is to do to it. */
export interface RecordPlan extends HeldRecord {
  readonly fields: readonly FieldPlan[];
}

/**
 * Plans «Oppdater» for one guardian: each of her records against what KRR told the municipality of that register.
 * Records whose municipality got no answer are left out: without an answer there is nothing to write.
 */
export function planRefresh(
  records: readonly HeldRecord[],
  krrFor: (held: HeldRecord) => KrrPerson | null,
  now: Date,
): readonly RecordPlan[] {
  return records.flatMap((held) => {
    const krr = krrFor(held);
    if (krr === null) return [];
    const policy = { krrMode: held.register.krrMode, capabilities: held.capabilities };
    return [{ ...held, fields: planContactWrites(held.record, krr, policy, now) }];
  });
}
