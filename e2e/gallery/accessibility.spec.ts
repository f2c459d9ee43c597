import { sidewaysScrollOn, violationsOn } from "../journeys/accessible.ts";
import { expect, test } from "../journeys/portal.ts";
import { STATES } from "./states.ts";
import { variantsOf } from "./variants.ts";
import { EVERYTHING } from "./wanted.ts";

for (const state of STATES)
  test(`${state.id}: axe finds nothing and nothing is scrolled sideways, in every language, size and theme`, async ({
    page,
    portal,
    announceFault,
  }) => {
    if (state.faults !== undefined) announceFault(state.faults);
    const found: string[] = [];
    for await (const { language, width, theme } of variantsOf(state, { page, ...portal }, EVERYTHING)) {
      const sideways = await sidewaysScrollOn(page);
      const faults = await violationsOn(page, state.besides);
      if (sideways > 0) faults.push(`is ${sideways} px wider than the screen`);
      found.push(...faults.map((fault) => `${language} ${width} ${theme}: ${fault}`));
    }
    expect(found).toEqual([]);
  });
