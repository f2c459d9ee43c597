import type { AnswerCopy } from "../domain/answer-copy.ts";

/** When a register last gave a good answer on a person, and what may still be shown of it. */
export interface LastAnswer {
  readonly at: Date;
  /** Null where nothing is kept (any more). */
  readonly copy: AnswerCopy | null;
}

/** The last good answers of the registers, so that the page can show what is known, and how old it is (P14). */
export interface LastAnswers {
  /**
   * Notes good answers. Each replaces the one before, copy included, so that what is shown is never older than the
   * last word of the register. A copy is kept only of a person who is not logged out.
   */
  record(
    subject: string,
    answers: readonly { readonly registerId: string; readonly copy: AnswerCopy | null }[],
    at: Date,
  ): Promise<void>;
  /** Promises an entry only for registers that have ever answered, and no copy past its time. */
  find(subject: string): Promise<ReadonlyMap<string, LastAnswer>>;
  /** Takes the copies away and leaves the times. */
  dropCopies(subject: string, registerIds: readonly string[]): Promise<void>;
}
