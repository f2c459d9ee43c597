import type { Language } from "@foresattportal/shared/languages.ts";
import type { Page } from "@playwright/test";
import { languageChoice } from "../../journeys/pages/language-choice.ts";
import { minProfil, openMinProfil } from "../../journeys/pages/min-profil.ts";
import { personIn } from "../../journeys/people.ts";
import type { Stage, State } from "../state.ts";

const MINUTE = 60_000;
/** Of thirty minutes without a request, those after which the page asks. */
const UNTIL_ASKED = 25.1 * MINUTE;

function dialogOn(page: Page) {
  const dialog = page.getByRole("alertdialog");
  return { dialog, stay: dialog.getByRole("button").first() };
}

/** Time passes for the portal and for the page alike; what the page is ahead of us is what has passed before. */
async function pass({ page, setClockAhead }: Stage, ms: number): Promise<void> {
  const before = (await page.evaluate<number>(`Date.now()`)) - Date.now();
  await setClockAhead(before + ms);
  await page.clock.fastForward(ms);
}

async function openWithClock(stage: Stage): Promise<void> {
  await stage.page.clock.install();
  await openMinProfil(stage.page, personIn(stage.world, "kari"));
  // What watches over the session comes after the page.
  await stage.page.waitForLoadState("networkidle");
}

async function untilAsked(stage: Stage): Promise<void> {
  await pass(stage, UNTIL_ASKED);
  await dialogOn(stage.page).dialog.waitFor();
}

/** Nothing behind the question can be reached, so it is answered, and comes again half an hour later. */
async function askedIn(stage: Stage, language: Language): Promise<void> {
  const { dialog, stay } = dialogOn(stage.page);
  await stay.click();
  await dialog.waitFor({ state: "hidden" });
  await languageChoice(stage.page).choose(language);
  await untilAsked(stage);
}

async function failToStay({ page }: Stage): Promise<void> {
  await page.route("**/api/session", (route) =>
    route.request().method() === "POST" ? route.abort() : route.fallback(),
  );
  const { dialog, stay } = dialogOn(page);
  await stay.click();
  await dialog.getByRole("status").getByText(/\S/).first().waitFor();
}

/** Two hours less a little, with a request often enough. */
async function untilFixedEnd(stage: Stage): Promise<void> {
  const { page } = stage;
  await openWithClock(stage);
  for (let times = 0; times < 5; times += 1) {
    await pass(stage, 20 * MINUTE);
    await page.reload();
    await minProfil(page).heading.waitFor();
    await page.waitForLoadState("networkidle");
  }
  await pass(stage, 16 * MINUTE);
  await dialogOn(page).dialog.waitFor();
}

/** The question before the session ends. */
export const sessionStates: readonly State[] = [
  {
    id: "session-ends",
    title: "Five minutes before the session ends",
    shows: ["P16"],
    open: async (stage) => {
      await openWithClock(stage);
      await untilAsked(stage);
    },
    translate: askedIn,
  },
  {
    id: "session-stay-failed",
    title: "The session could not be prolonged",
    shows: ["P16"],
    faults: /ERR_FAILED/,
    open: async (stage) => {
      await openWithClock(stage);
      await untilAsked(stage);
      await failToStay(stage);
    },
    translate: async (stage, language) => {
      await stage.page.unrouteAll();
      await askedIn(stage, language);
      await failToStay(stage);
    },
  },
  {
    id: "session-fixed-end",
    title: "Before the end that cannot be put off",
    shows: ["P16"],
    open: untilFixedEnd,
    translate: async ({ page }, language) => {
      await page.evaluate(`document.cookie = "language=${language}; Path=/; Secure"`);
      await page.reload();
      await dialogOn(page).dialog.waitFor();
    },
  },
];
