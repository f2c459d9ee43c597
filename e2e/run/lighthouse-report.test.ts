import { expect, test } from "vitest";
import { parseReport, summaryOf } from "./lighthouse-report.ts";

function run(scores: readonly [number, number, number, number], lcp = 1000) {
  const [performance, accessibility, bestPractices, seo] = scores.map((score) => ({
    score,
    auditRefs: [{ id: "largest-contentful-paint", weight: 25 }],
  }));
  return parseReport(
    JSON.stringify({
      finalDisplayedUrl: "http://localhost/min-profil",
      categories: { performance, accessibility, "best-practices": bestPractices, seo },
      audits: {
        "largest-contentful-paint": {
          title: "Largest Contentful Paint",
          score: lcp > 2500 ? 0.5 : 1,
          numericValue: lcp,
        },
      },
    }),
  );
}

test("one slow run among three does not fail the measurement, but is told", () => {
  const { passed, lines } = summaryOf([run([1, 1, 1, 1]), run([0.8, 1, 1, 1], 4000), run([0.98, 1, 1, 1])]);
  expect(passed).toBe(true);
  expect(lines.join("\n")).toMatch(/performance 0\.98 .*\n(.*\n)*.*largest-contentful-paint/);
});

test.each([
  ["performance", [0.97, 1, 1, 1]],
  ["accessibility", [1, 0.99, 1, 1]],
  ["best-practices", [1, 1, 0.99, 1]],
  ["seo", [1, 1, 1, 0.99]],
] as const)("%s below what is asked fails the measurement", (name, scores) => {
  const { passed, lines } = summaryOf([run(scores), run(scores), run([1, 1, 1, 1])]);
  expect(passed).toBe(false);
  expect(lines.filter((line) => line.startsWith("✗"))).toEqual([expect.stringContaining(name)]);
});

test("refuses what is no report", () => {
  expect(() => parseReport("{}")).toThrow("categories");
});
