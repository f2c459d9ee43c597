import type { Clock } from "../clock.ts";
import type { LastAnswer, LastAnswers } from "../last-answers.ts";

const COPY_MS = 24 * 60 * 60 * 1000;

interface Noted extends LastAnswer {
  readonly notedAt: number;
  /** When the look-up began that took the copy away. */
  readonly dropped: Date | null;
}

/** The last good answers in memory, on the test's clock; its contract test runs on the store too. */
export function createFakeLastAnswers(clock: Clock = () => new Date()): LastAnswers {
  const people = new Map<string, Map<string, Noted>>();
  const of = (subject: string) => people.get(subject) ?? new Map<string, Noted>();
  return {
    record(subject, answers, asked) {
      const own = of(subject);
      const notedAt = clock().getTime();
      for (const { registerId, copy } of answers)
        if (!isOvertaken(own.get(registerId), asked))
          own.set(registerId, { at: asked, copy, notedAt, dropped: null });
      people.set(subject, own);
      return Promise.resolve();
    },
    find(subject) {
      const after = clock().getTime() - COPY_MS;
      const found = [...of(subject)].map(
        ([id, { at, copy, notedAt }]) => [id, { at, copy: notedAt > after ? copy : null }] as const,
      );
      return Promise.resolve(new Map(found));
    },
    dropCopies(subject, registerIds, asked) {
      const own = of(subject);
      for (const id of registerIds) {
        const known = own.get(id);
        if (known === undefined) continue;
        const dropped = known.dropped !== null && known.dropped > asked ? known.dropped : asked;
        own.set(id, { ...known, copy: null, dropped });
      }
      return Promise.resolve();
    },
  };
}

function isOvertaken(known: Noted | undefined, asked: Date): boolean {
  if (known === undefined) return false;
  return known.at > asked || (known.dropped !== null && known.dropped >= asked);
}
