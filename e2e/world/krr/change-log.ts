/** What KRR's feed of changes is read from: each change has a number, the first one 1 (national-registers D). */
export interface ChangeLog {
  /** The number of the newest change; 0 = there was none. */
  readonly latest: number;
  /** Whose changes have the numbers `from` to `to`, both included, in their order; numbers of nobody are left out. */
  between(from: number, to: number): readonly string[];
}

export interface WritableChangeLog extends ChangeLog {
  add(nationalId: string): void;
  /** Uses up so many numbers for changes that the feed tells nobody of. */
  skip(count: number): void;
  clear(): void;
}

/** Starts without changes. */
export function createChangeLog(): WritableChangeLog {
  let numbered: (string | null)[] = [];
  return {
    get latest() {
      return numbered.length;
    },
    between: (from, to) => numbered.slice(Math.max(from, 1) - 1, to).filter((id) => id !== null),
    add: (nationalId) => void numbered.push(nationalId),
    skip(count) {
      for (let skipped = 0; skipped < count; skipped += 1) numbered.push(null);
    },
    clear: () => void (numbered = []),
  };
}
