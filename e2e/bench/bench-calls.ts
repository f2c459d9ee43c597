/** What the bench world has been asked, by kind of request. */
export interface BenchCalls {
  tokens: number;
  /** Look-ups in KRR, and the ids in all of them together. */
  krr: number;
  ids: number;
  /** Requests to the register: pages of the population, batches of writes, and everything else. */
  pages: number;
  batches: number;
  others: number;
  /** Writes in all batches together. */
  writes: number;
}

export const NO_CALLS: Readonly<BenchCalls> = {
  tokens: 0,
  krr: 0,
  ids: 0,
  pages: 0,
  batches: 0,
  others: 0,
  writes: 0,
};
