import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Promises that axe finds nothing against WCAG 2.2 AA on the page as it stands, in light colours and in dark ones. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ["dark", "light"] as const) {
    // Colours that fade from one to the other would be measured half-way.
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await expectNoViolations(page);
  }
}

async function expectNoViolations(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze();
  const told = violations.map(
    ({ id, help, nodes }) => `${id}: ${help} – ${nodes.map(({ html }) => html).join(" ")}`,
  );
  expect(told).toEqual([]);
}

/** Promises that nothing has to be scrolled sideways. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  // Text, as it is run by the browser and not by us.
  const wide = await page.evaluate(
    `document.documentElement.scrollWidth - document.documentElement.clientWidth`,
  );
  expect(wide, `${page.url()} is wider than the screen`).toBe(0);
}
