import type { Language } from "@foresattportal/shared/languages.ts";
import type { Page } from "@playwright/test";
import { languageChoice } from "../../journeys/pages/language-choice.ts";
import { landing } from "../../journeys/pages/landing.ts";
import { openMinProfil } from "../../journeys/pages/min-profil.ts";
import { personIn } from "../../journeys/people.ts";
import type { Stage, State } from "../state.ts";

const PERSON = "kari";

/** Whichever menu stands in the header: the user's own, or the visitor's choice of language. */
async function openMenu(page: Page): Promise<void> {
  const menu = page.getByRole("banner").getByRole("navigation");
  await menu.getByRole("button", { expanded: false }).click();
  await menu.getByRole("listitem").first().waitFor();
}

/** A choice closes the menu. */
async function chooseAndOpen({ page }: Stage, language: Language): Promise<void> {
  await page.keyboard.press("Escape");
  await languageChoice(page).choose(language);
  await openMenu(page);
}

function showSkipLink(page: Page): Promise<void> {
  return page.locator('a[href="#innhold"]').focus();
}

/** What the header offers, and the first stop of the tabulator. */
export const menus: readonly State[] = [
  {
    id: "user-menu",
    title: "The menu under the user's own name",
    shows: ["P8", "P25"],
    open: async ({ page, world }) => {
      await openMinProfil(page, personIn(world, PERSON));
      await openMenu(page);
    },
    translate: chooseAndOpen,
  },
  {
    id: "language-menu",
    title: "The choice of language before the log-in",
    shows: ["P25"],
    open: async ({ page }) => {
      await landing(page).open();
      await openMenu(page);
    },
    translate: chooseAndOpen,
  },
  {
    id: "language-failed",
    title: "The texts of a language cannot be fetched",
    shows: ["P25"],
    faults: /ERR_FAILED|Failed to fetch/,
    open: async ({ page, world }) => {
      await openMinProfil(page, personIn(world, PERSON));
      await failToChange(page, "nb");
    },
    translate: async ({ page }, language) => {
      await page.unrouteAll();
      await page.reload();
      await page.getByRole("heading", { level: 1 }).waitFor();
      await languageChoice(page).choose(language);
      await failToChange(page, language);
    },
  },
  {
    id: "log-out-failed",
    title: "The log-out did not get through",
    shows: ["P8", "P16"],
    faults: /ERR_FAILED/,
    open: async ({ page, world }) => {
      await openMinProfil(page, personIn(world, PERSON));
      await failToLogOut(page);
    },
    translate: async ({ page }, language) => {
      await page.keyboard.press("Escape");
      await languageChoice(page).choose(language);
      await failToLogOut(page);
    },
  },
  {
    id: "skip-link",
    title: "The skip link",
    shows: [],
    open: async ({ page, world }) => {
      await openMinProfil(page, personIn(world, PERSON));
      await showSkipLink(page);
    },
    translate: async ({ page }, language) => {
      // The link takes room while it has the focus, and the page moves when it gives it up.
      await page.keyboard.press("Tab");
      await languageChoice(page).choose(language);
      await showSkipLink(page);
    },
  },
];

/** The line breaks after this language was fetched. */
async function failToChange(page: Page, language: Language): Promise<void> {
  await page.reload();
  await page.getByRole("heading", { level: 1 }).waitFor();
  await openMenu(page);
  await page.route("**/assets/*.js", (route) => route.abort());
  const menu = languageChoice(page);
  await menu.option(language === "en" ? "nn" : "en").click();
  await menu.menu.getByRole("status").getByText(/\S/).first().waitFor();
}

async function failToLogOut(page: Page): Promise<void> {
  await page.route("**/auth/logout*", (route) => route.abort());
  await openMenu(page);
  const menu = page.getByRole("banner").getByRole("navigation");
  await menu.getByRole("listitem").last().getByRole("button").click();
  await menu.getByRole("status").getByText(/\S/).first().waitFor();
}
