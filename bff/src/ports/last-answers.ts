/** When each register last gave a good answer on a person, so that the page can say how old the silence is (P14). */
export interface LastAnswers {
  record(subject: string, registerIds: readonly string[], at: Date): Promise<void>;
  /** Promises an entry only for registers that have ever answered. */
  find(subject: string): Promise<ReadonlyMap<string, Date>>;
}
