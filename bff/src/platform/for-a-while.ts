/**
 * Remembers an answer for so long after it came. Promises that however many ask, one question is under way at most and
 * is asked once in that time, failures too: they are no reason to ask more often.
 */
export function forAWhile<About extends readonly unknown[], Answer>(
  ask: (...about: About) => Promise<Answer>,
  lifeMs: number,
): (...about: About) => Promise<Answer> {
  let last: { readonly answer: Promise<Answer>; until: number } | null = null;
  return (...about) => {
    // Not the time of day, which somebody may put back.
    if (last !== null && performance.now() < last.until) return last.answer;
    const asked = { answer: ask(...about), until: Number.POSITIVE_INFINITY };
    const beginToCount = (): void => void (asked.until = performance.now() + lifeMs);
    asked.answer.then(beginToCount, beginToCount);
    last = asked;
    return asked.answer;
  };
}
