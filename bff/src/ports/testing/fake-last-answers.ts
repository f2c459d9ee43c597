import type { Clock } from "../clock.ts";
import type { LastAnswer, LastAnswers } from "../last-answers.ts";

const COPY_MS = 24 * 60 * 60 * 1000;

/** The last good answers in memory, on the test's clock; its contract test runs on the store too. */
export function createFakeLastAnswers(clock: Clock = () => new Date()): LastAnswers {
  const people = new Map<string, Map<string, LastAnswer & { notedAt: number }>>();
  const of = (subject: string) => people.get(subject) ?? new Map<string, LastAnswer & { notedAt: number }>();
  return {
    record(subject, answers, at) {
      const own = of(subject);
      const notedAt = clock().getTime();
      for (const { registerId, copy } of answers) own.set(registerId, { at, copy, notedAt });
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
    dropCopies(subject, registerIds) {
      const own = of(subject);
      for (const id of registerIds) {
        const known = own.get(id);
        if (known !== undefined) own.set(id, { ...known, copy: null });
      }
      return Promise.resolve();
    },
  };
}
