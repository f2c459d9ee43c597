import type { Language } from "@foresattportal/shared/languages.ts";
import { languageChoice } from "../journeys/pages/language-choice.ts";
import { HEIGHTS, type Theme, type Width } from "./dimensions.ts";
import type { Stage, State } from "./state.ts";
import type { Wanted } from "./wanted.ts";

export interface Variant {
  readonly language: Language;
  readonly width: Width;
  readonly theme: Theme;
}

/** Opens the state once and brings it into every language, size and theme that is wanted; each is yielded when the page shows it. */
export async function* variantsOf(state: State, stage: Stage, wanted: Wanted): AsyncGenerator<Variant> {
  const { page } = stage;
  // A change of colours that fades would be seen half-way.
  await page.emulateMedia({ reducedMotion: "reduce" });
  await state.open(stage);
  let shown: Language = "nb";
  for (const language of wanted.languages) {
    if (language !== shown) await translate(state, stage, language);
    shown = language;
    for (const width of wanted.widths) {
      await page.setViewportSize({ width, height: HEIGHTS[width] });
      for (const theme of wanted.themes) {
        await page.emulateMedia({ colorScheme: theme });
        yield { language, width, theme };
      }
    }
  }
  await state.leave?.(stage);
}

async function translate(state: State, stage: Stage, language: Language): Promise<void> {
  const { page } = stage;
  if (state.translate === undefined) await languageChoice(page).choose(language);
  else await state.translate(stage, language);
  await page.locator(`html[lang="${language}"]`).waitFor();
}
