import type { Page } from "@playwright/test";
import { colourViolationsOn, sidewaysScrollOn, violationsOn } from "../journeys/accessible.ts";
import { misfitsOn, misfitsWithTextSpacingOn, movementsOn } from "../journeys/fit.ts";
import { expect, test } from "../journeys/portal.ts";
import type { State } from "./state.ts";
import { STATES } from "./states.ts";
import { listenTo } from "./told.ts";
import { variantsOf, type Variant } from "./variants.ts";
import { EVERYTHING } from "./wanted.ts";

async function faultsOn(page: Page, state: State, { theme, width }: Variant): Promise<string[]> {
  // All but the colours was looked at in the light ones.
  if (theme === "dark") return colourViolationsOn(page);
  const faults = [...(await violationsOn(page, state.besides)), ...(await misfitsOn(page))];
  const sideways = await sidewaysScrollOn(page);
  if (sideways > 0) faults.push(`${sideways} px have to be scrolled sideways`);
  for (const movement of await movementsOn(page)) faults.push(`${movement} moves`);
  // Long words in wide letters are asked of a phone and a desk, and not of 400 per cent at the same time.
  if (width > 320)
    for (const misfit of await misfitsWithTextSpacingOn(page)) faults.push(`with text spacing, ${misfit}`);
  return faults;
}

/** Bokmål in every size and theme, and every language where its words have the least room. */
function isTelling({ language, width, theme }: Variant): boolean {
  return language === "nb" || (width === 320 && theme === "light");
}

for (const state of STATES)
  test(`${state.id}: axe finds nothing, and nothing is cut off, in its languages, sizes and themes`, async ({
    page,
    portal,
    announceFault,
  }, { project }) => {
    const everyVariant = project.metadata["everyVariant"] === true;
    if (state.faults !== undefined) announceFault(state.faults);
    const told = listenTo(page);
    const found: string[] = [];
    for await (const variant of variantsOf(state, { page, ...portal }, EVERYTHING)) {
      if (!everyVariant && !isTelling(variant)) continue;
      const { language, width, theme } = variant;
      const faults = await faultsOn(page, state, variant);
      found.push(...faults.map((fault) => `${language} ${width} ${theme}: ${fault}`));
    }
    expect(found).toEqual([]);
    // A state that is about something shows it, and not something else.
    expect([...(await told())]).toEqual(expect.arrayContaining([...(state.tells ?? [])]));
  });
