import axe from "axe-core";
import { expect, type Page } from "@playwright/test";

/** WCAG 2.2 AA, and what axe's makers hold to be good practice besides. */
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const OPTIONS = {
  resultTypes: ["violations"],
  // The portal has no frames.
  iframes: false,
} satisfies axe.RunOptions;

/** The rules whose answer can change when nothing but the colours does. */
const OF_COLOUR = ["color-contrast", "link-in-text-block"];

async function run(page: Page, options: axe.RunOptions): Promise<string[]> {
  // Text, as it is run by the browser and not by us; the browser's own console may do so under any security policy.
  if (!(await page.evaluate<boolean>(`"axe" in globalThis`))) await page.evaluate(axe.source);
  return page.evaluate<
    string[]
  >(`axe.run(${JSON.stringify({ ...OPTIONS, ...options })}).then(({ violations }) =>
    violations.map(({ id, help, nodes }) => id + ": " + help + " – " + nodes.map(({ html }) => html).join(" ")))`);
}

/** Promises what axe finds on the page as it stands, by all rules but those that are named; axe comes into each document once. */
export function violationsOn(page: Page, besides: readonly string[] = []): Promise<string[]> {
  const rules = Object.fromEntries(besides.map((rule) => [rule, { enabled: false }]));
  return run(page, { runOnly: { type: "tag", values: RULES }, rules });
}

/** Promises what axe finds wrong with the colours of the page as it stands. */
export function colourViolationsOn(page: Page): Promise<string[]> {
  return run(page, { runOnly: { type: "rule", values: OF_COLOUR } });
}

/** Promises how many pixels have to be scrolled sideways. */
export function sidewaysScrollOn(page: Page): Promise<number> {
  return page.evaluate<number>(`document.documentElement.scrollWidth - document.documentElement.clientWidth`);
}

/** Promises that axe finds nothing on the page as it stands, in light colours and in dark ones. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ["dark", "light"] as const) {
    // Colours that fade from one to the other would be measured half-way.
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    expect(await violationsOn(page)).toEqual([]);
  }
}

/** Promises that nothing has to be scrolled sideways. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  expect(await sidewaysScrollOn(page), `${page.url()} is wider than the screen`).toBe(0);
}
