import type { UpstreamResult } from "../../ports/upstream-result.ts";

type Refusal = Extract<UpstreamResult<never>, { ok: false }>;

export interface Refusals {
  /** What this need was last refused with, while that stands. */
  standing(need: string): Refusal | null;
  /** Keeps the answer where it is a refusal, and forgets the one before where it is not. */
  note(need: string, answer: UpstreamResult<unknown>): void;
}

/**
 * What a grant was refused for changes by people's hands and not by asking again, so a refusal stands for a while (UP7).
 *
 * @param livesMs by a clock that nobody puts back.
 */
export function createRefusals(livesMs: number): Refusals {
  const refusals = new Map<string, { readonly refusal: Refusal; readonly until: number }>();
  return {
    standing(need) {
      const known = refusals.get(need);
      return known !== undefined && performance.now() < known.until ? known.refusal : null;
    },
    note(need, answer) {
      if (!answer.ok && answer.failure.kind === "refused")
        refusals.set(need, { refusal: answer, until: performance.now() + livesMs });
      else refusals.delete(need);
    },
  };
}
