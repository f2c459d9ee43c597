/** Work on several pages at a time. */
export interface UnderWay {
  /** Begins a piece of work; resolves as soon as there is room for another one. */
  add(work: Promise<void>): Promise<void>;
  /** Resolves when everything is done; throws the first fault, when the rest has come to its end. */
  settled(): Promise<void>;
  /** Whether something has failed: then nothing more is worth beginning. */
  readonly failed: boolean;
}

/** Promises that at most so many pieces are under way at a time, so that whoever feeds it is held back (SY9). */
export function createUnderWay(limit: number): UnderWay {
  const running = new Set<Promise<void>>();
  const faults: unknown[] = [];
  return {
    async add(work) {
      const watched = work
        .catch((error: unknown) => void faults.push(error))
        .finally(() => running.delete(watched));
      running.add(watched);
      while (running.size >= limit) await Promise.race(running);
    },
    async settled() {
      await Promise.all(running);
      if (faults.length > 0) throw faults[0];
    },
    get failed() {
      return faults.length > 0;
    },
  };
}
