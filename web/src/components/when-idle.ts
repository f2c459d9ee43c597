/** Longest wait where a browser is never idle, and the whole wait where it cannot say so. */
const LATEST_MS = 2000;
const WITHOUT_WORD_MS = 500;

/** Calls back when the browser has nothing better to do; the answer calls it off. */
export function whenIdle(callback: () => void): () => void {
  if (typeof window.requestIdleCallback === "function") {
    const idle = window.requestIdleCallback(callback, { timeout: LATEST_MS });
    return () => window.cancelIdleCallback(idle);
  }
  const later = setTimeout(callback, WITHOUT_WORD_MS);
  return () => clearTimeout(later);
}
