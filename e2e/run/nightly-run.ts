import { fileURLToPath } from "node:url";
import { bffCommand } from "./release/release-form.ts";

/**
 * Pages of a megabyte become garbage by the thousand, and left alone V8 lets them pile up to 430 MB instead of 265
 * (docs/performance.md).
 */
const HEAP = ["--max-semi-space-size=32", "--max-old-space-size=256"];

/** What Node.js is told to run the portal's own command, which ends with the process that has started it. */
export function nightlyRun(...words: readonly string[]): string[] {
  const endWithParent = fileURLToPath(import.meta.resolve("./end-with-parent.ts"));
  return [...HEAP, "--import", endWithParent, bffCommand("sync"), ...words];
}
