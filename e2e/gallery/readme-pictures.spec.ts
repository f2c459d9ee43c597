import { join } from "node:path";
import { takePicture, test } from "./picture-test.ts";
import { STATES } from "./states.ts";
import type { Theme, Width } from "./dimensions.ts";
import { variantsOf } from "./variants.ts";

interface Picture {
  readonly file: string;
  readonly state: string;
  readonly width: Width;
  readonly theme: Theme;
}

const PICTURES: readonly Picture[] = [
  { file: "min-profil-390.png", state: "values-differ", width: 390, theme: "light" },
  { file: "min-profil-1280.png", state: "all-in-order", width: 1280, theme: "light" },
  { file: "oppdatert-390.png", state: "refresh-changed", width: 390, theme: "light" },
  { file: "min-profil-mork-390.png", state: "email-missing", width: 390, theme: "dark" },
];

function stateNamed(id: string) {
  const state = STATES.find((candidate) => candidate.id === id);
  if (state === undefined) throw new Error(`No state of the gallery is called ${id}`);
  return state;
}

for (const { file, state, width, theme } of PICTURES)
  test.describe("README", () => {
    // A phone's picture is shown smaller than it is: half as much again as the screen's own dots keeps its text sharp.
    test.use({ deviceScaleFactor: width === 390 ? 1.5 : 1 });
    test(`${file}: ${state}`, async ({ page, portal, folder }) => {
      const wanted = { languages: ["nb" as const], widths: [width], themes: [theme] };
      const shown = variantsOf(stateNamed(state), { page, ...portal }, wanted);
      await shown.next();
      await takePicture(page, join(folder, file), "device");
    });
  });
