import { isActive, type Capabilities, type ContactRecord } from "./contact-record.ts";
import { guardianRecords, type RegisterAnswer } from "./register-answer.ts";

/** What is kept of a register's answer, to be shown with its age while the register is silent (decision 011). */
export interface AnswerCopy {
  readonly records: readonly ContactRecord[];
  /** What the register could do then; how a record is read depends on it. */
  readonly capabilities: Capabilities | null;
}

/** Promises the guardian's active records and no other; null where there is none, so that nobody is shown who has left. */
export function copyOf(answer: RegisterAnswer): AnswerCopy | null {
  const records = guardianRecords([answer])
    .map(({ record }) => record)
    .filter(isActive);
  return records.length === 0 ? null : { records, capabilities: answer.capabilities };
}

/** The silent register as it last answered, marked as stale. */
export function fromCopy(silent: RegisterAnswer, copy: AnswerCopy, asOf: Date): RegisterAnswer {
  return {
    register: silent.register,
    capabilities: silent.capabilities ?? copy.capabilities,
    answer: { state: "stale", asOf, data: copy.records },
  };
}
