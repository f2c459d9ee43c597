import { median } from "../result-table.ts";

/** So much more than in its second quarter a steady process may hold in its last: the heap breathes. */
export const FLAT = 1.1;

/**
 * How much more the last quarter holds than the second; the first is left to whatever is compiled and filled once.
 * Throws where there are too few to say anything.
 *
 * @param by what stands for a quarter: its middle unless told.
 */
export function growthOf(
  samples: readonly number[],
  by: (quarter: readonly number[]) => number = median,
): number {
  const quarter = Math.floor(samples.length / 4);
  if (quarter < 3) throw new RangeError("too few samples to tell whether they grow");
  return by(samples.slice(-quarter)) / by(samples.slice(quarter, 2 * quarter));
}

/** What is left when garbage has been collected, of a heap that is looked at now and then. */
export function lowest(samples: readonly number[]): number {
  return Math.min(...samples);
}
