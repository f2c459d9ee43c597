import { z } from "zod";
import { NationalId } from "../domain/national-id.ts";
import type { PlannedWrite } from "../domain/sync/plan-sync.ts";
import type { Quarantined } from "../domain/sync/population.ts";
import { FIELD_RESULTS, type Tally } from "../domain/sync/tally.ts";

const count = z.number().int();
const counts = z.partialRecord(z.enum(FIELD_RESULTS), count);
const tallyForm = z.object({
  read: count,
  quarantined: count,
  lookedUp: count,
  notLookedUp: count,
  notRegistered: count,
  strange: count,
  held: count,
  fields: z.object({ mobile: counts, email: counts }),
  failures: z.record(z.string(), count),
});

const time = z.iso
  .datetime()
  .transform((text) => new Date(text))
  .optional();
const nationalId = z.string().transform((text, context) => {
  const parsed = NationalId.parse(text);
  if (parsed !== null) return parsed;
  context.addIssue({ code: "custom", message: "no national id" });
  return z.NEVER;
});
const change = z.object({
  kind: z.enum(["changed", "filled", "emptied", "confirmed"]),
  before: z.string().nullable(),
  change: z.object({
    field: z.enum(["mobile", "email"]),
    value: z.string().nullable(),
    origin: z.literal("krr"),
    originUpdatedAt: time,
    originVerifiedAt: time,
  }),
});
const writesForm = z.array(
  z.object({ personId: z.string(), nationalId, etag: z.string(), changes: z.array(change) }),
);
const quarantinedForm = z.array(z.object({ personId: z.string().nullable(), fault: z.string() }));

/** Reads what this store wrote; both engines give JSON as values. */
export function readTally(value: unknown): Tally {
  return tallyForm.parse(value);
}

export function readQuarantined(value: unknown): readonly Quarantined[] {
  return quarantinedForm.parse(value);
}

/** Writes as text, to be sealed: the one place where a planned write shows whose it is. */
export function writeWrites(writes: readonly PlannedWrite[]): string {
  return JSON.stringify(writes.map((write) => ({ ...write, nationalId: write.nationalId.reveal() })));
}

/** Promises null for a text in the form of another release. */
export function readWrites(text: string): readonly PlannedWrite[] | null {
  const parsed = writesForm.safeParse(JSON.parse(text));
  if (!parsed.success) return null;
  return parsed.data.map(({ personId, nationalId: whose, etag, changes }) => ({
    personId,
    nationalId: whose,
    etag,
    changes: changes.map(readChange),
  }));
}

/** A date that is missing is left out, and not undefined. */
function readChange({
  kind,
  before,
  change: { originUpdatedAt, originVerifiedAt, ...known },
}: z.infer<typeof change>) {
  return {
    kind,
    before,
    change: {
      ...known,
      ...(originUpdatedAt !== undefined && { originUpdatedAt }),
      ...(originVerifiedAt !== undefined && { originVerifiedAt }),
    },
  };
}
