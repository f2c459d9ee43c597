import type { AnswerCopy } from "../domain/answer-copy.ts";

/** When a register last gave a good answer on a person, and what may still be shown of it. */
export interface LastAnswer {
  /** When it was asked: what it told is no younger than this. */
  readonly at: Date;
  /** Null where nothing is kept (any more). */
  readonly copy: AnswerCopy | null;
}

/** The last good answers of the registers, so that the page can show what is known, and how old it is (P14). */
export interface LastAnswers {
  /**
   * Notes good answers to what was asked at that time. Each replaces those asked for before it, copy included, and none
   * asked for later, however late it is noted, so that what is shown is never older than the last word of the register.
   * A copy is kept only of a person who is not logged out.
   */
  record(
    subject: string,
    answers: readonly { readonly registerId: string; readonly copy: AnswerCopy | null }[],
    asked: Date,
  ): Promise<void>;
  /** Promises an entry only for registers that have ever answered, and no copy past its time. */
  find(subject: string): Promise<ReadonlyMap<string, LastAnswer>>;
  /** Takes the copies away and leaves the times; no answer brings one back that was not asked for after this one. */
  dropCopies(subject: string, registerIds: readonly string[], asked: Date): Promise<void>;
}
