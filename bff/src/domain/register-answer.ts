import { isActive, type Capabilities, type ContactRecord } from "./contact-record.ts";
import type { KrrPerson } from "./krr-person.ts";
import type { Register } from "./register.ts";
import type { SourceAnswer } from "./source-answer.ts";

/** How one register answered on one person; several records may share one national id, and all of them count. */
export interface RegisterAnswer {
  readonly register: Register;
  readonly answer: SourceAnswer<readonly ContactRecord[]>;
  readonly capabilities: Capabilities | null;
}

/** KRR's answer, or `off` where no municipality lets us look up. */
export type KrrAnswer = SourceAnswer<KrrPerson> | { readonly state: "off" };

/** A guardian's record together with the register that holds it. */
export interface HeldRecord {
  readonly register: Register;
  readonly capabilities: Capabilities | null;
  readonly record: ContactRecord;
}

/** The records of the answer; none where the register did not answer. */
export function recordsOf(answer: SourceAnswer<readonly ContactRecord[]>): readonly ContactRecord[] {
  return answer.state === "unavailable" ? [] : answer.data;
}

/** The page concerns the guardian role alone (P18): records of employees only are left out. */
export function guardianRecords(answers: readonly RegisterAnswer[]): readonly HeldRecord[] {
  const held = answers.flatMap(({ register, capabilities, answer }) =>
    recordsOf(answer)
      .filter((record) => record.roles.includes("guardian"))
      .map((record) => ({ register, capabilities, record })),
  );
  // In a fixed order, so that no answer depends on which source was faster.
  return held.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

/**
 * The records by which the guardian is reached: a register whose child has left has nobody to reach any more. Where
 * that is all there is, it still counts, since the page must say something of what it shows.
 */
export function recordsThatCount(records: readonly HeldRecord[]): readonly HeldRecord[] {
  const active = records.filter(({ record }) => isActive(record));
  return active.length > 0 ? active : records;
}

function keyOf({ register, record }: HeldRecord): string {
  return `${register.id} ${record.personId}`;
}
