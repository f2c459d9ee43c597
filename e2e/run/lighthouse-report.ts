import { z } from "zod";

/** What is measured, by Lighthouse's names. */
export const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"] as const;

/** What is asked of the median of all runs (issue 3, item 10). */
const AT_LEAST = { performance: 0.98, accessibility: 1, "best-practices": 1, seo: 1 } as const;

/** Lighthouse's name of each figure, and how it is told. */
const FIGURES = {
  "first-contentful-paint": (value: number) => `FCP ${Math.round(value)} ms`,
  "largest-contentful-paint": (value: number) => `LCP ${Math.round(value)} ms`,
  "total-blocking-time": (value: number) => `TBT ${Math.round(value)} ms`,
  "cumulative-layout-shift": (value: number) => `CLS ${value.toFixed(3)}`,
  "total-byte-weight": (value: number) => `${Math.round(value / 1024)} KiB`,
} as const;

const category = z.object({
  score: z.number(),
  auditRefs: z.array(z.object({ id: z.string(), weight: z.number() })),
});
const audit = z.object({
  title: z.string(),
  score: z.number().nullable(),
  numericValue: z.number().optional(),
});
const report = z.object({
  finalDisplayedUrl: z.string(),
  categories: z.object({
    performance: category,
    accessibility: category,
    "best-practices": category,
    seo: category,
  }),
  audits: z.record(z.string(), audit),
});

/** What one run of Lighthouse found, as far as it is used here. */
export type LighthouseReport = z.infer<typeof report>;

/** Promises what Lighthouse's JSON says; throws when it is another's. */
export function parseReport(json: string): LighthouseReport {
  return report.parse(JSON.parse(json));
}

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;
}

export interface Summary {
  readonly lines: readonly string[];
  readonly passed: boolean;
}

function figuresOf({ audits }: LighthouseReport): string {
  return Object.entries(FIGURES)
    .map(([id, told]) => told(audits[id]?.numericValue ?? Number.NaN))
    .join(", ");
}

/** Audits that took something from a score, by their titles. */
function shortcomings({ categories, audits }: LighthouseReport): string[] {
  const counted = Object.values(categories).flatMap(({ auditRefs }) => auditRefs);
  return counted
    .filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 1)
    .map(({ id }) => `${id}: ${audits[id]?.title ?? ""}`);
}

/** Promises the scores' medians with what they must be, each run's figures, and whether all is as it must be. */
export function summaryOf(reports: readonly LighthouseReport[]): Summary {
  const scores = CATEGORIES.map((name) => {
    const score = median(reports.map(({ categories }) => categories[name].score));
    return {
      passed: score >= AT_LEAST[name],
      line: `${name} ${score.toFixed(2)} (at least ${AT_LEAST[name].toFixed(2)})`,
    };
  });
  const lacking = new Set(reports.flatMap(shortcomings));
  return {
    lines: [
      ...reports.map((run, index) => `run ${index + 1}: ${figuresOf(run)}`),
      ...scores.map(({ passed, line }) => `${passed ? "✓" : "✗"} ${line}`),
      ...[...lacking].map((audited) => `  below 1 in some run – ${audited}`),
    ],
    passed: scores.every(({ passed }) => passed),
  };
}
