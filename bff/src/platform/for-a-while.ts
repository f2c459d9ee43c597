/**
 * Remembers an answer for so long. Promises that however many ask, it is fetched once in that time, failures too: they
 * are no reason to ask more often.
 */
export function forAWhile<T>(fetch: () => Promise<T>, lifeMs: number): () => Promise<T> {
  let kept: { readonly answer: Promise<T>; readonly until: number } | null = null;
  return () => {
    // Not the time of day, which somebody may put back.
    if (kept === null || performance.now() >= kept.until)
      kept = { answer: fetch(), until: performance.now() + lifeMs };
    return kept.answer;
  };
}
