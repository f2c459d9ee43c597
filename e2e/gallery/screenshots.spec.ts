import { join } from "node:path";
import { takePicture, test } from "./picture-test.ts";
import { shotPath } from "./shot.ts";
import { STATES } from "./states.ts";
import { variantsOf } from "./variants.ts";

for (const state of STATES)
  test(`${state.id}: its pictures`, async ({ page, portal, announceFault, folder, wanted }) => {
    if (state.faults !== undefined) announceFault(state.faults);
    const stage = { page, ...portal };
    for await (const variant of variantsOf(state, stage, wanted))
      await takePicture(page, join(folder, shotPath(state.id, variant)), "css");
  });
