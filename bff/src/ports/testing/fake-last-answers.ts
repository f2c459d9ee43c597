import type { LastAnswers } from "../last-answers.ts";

/** Times of good answers in memory; its contract test runs on the store too. */
export function createFakeLastAnswers(): LastAnswers {
  const answers = new Map<string, Map<string, Date>>();
  return {
    record(subject, registerIds, at) {
      const own = answers.get(subject) ?? new Map<string, Date>();
      for (const id of registerIds) own.set(id, at);
      answers.set(subject, own);
      return Promise.resolve();
    },
    find: (subject) => Promise.resolve(new Map(answers.get(subject))),
  };
}
