/**
 * What Node.js is told when it runs the nightly run: pages of a megabyte become garbage by the thousand, and left alone
 * V8 lets them pile up to twice the memory (docs/performance.md).
 */
export const NIGHT_HEAP = ["--max-semi-space-size=32", "--max-old-space-size=256"] as const;
