import type { Locator, Page } from "@playwright/test";
import type { Person } from "../../world/people/person.ts";
import { landing } from "./landing.ts";

/** «Min profil», by what a person finds on it. */
export function minProfil(page: Page) {
  return {
    heading: page.getByRole("heading", { level: 1, name: "Min profil" }),
    content: page.getByRole("main"),
    verdict: page.getByRole("heading", { level: 2 }).first(),
    mobile: fieldCard(page.getByRole("region", { name: "Mobilnummer" })),
    email: fieldCard(page.getByRole("region", { name: "E-post" })),
    update: updateCard(page.getByRole("region", { name: "Stemmer ikke dette?" })),
    returned: returnReport(page),
    open: () => page.goto("/min-profil"),
  };
}

/** These page objects read bokmål, so whoever has another language in kontaktregisteret has chosen bokmål here. */
async function chooseBokmal(page: Page, person: Person): Promise<void> {
  if ((person.krr?.language ?? "nb") === "nb") return;
  await page.goto("/");
  await page.evaluate(`document.cookie = "language=nb; Path=/; Secure"`);
}

/** Logs in as this person and promises «Min profil», fully there. */
export async function openMinProfil(page: Page, person: Person) {
  await chooseBokmal(page, person);
  await landing(page).logIn(person);
  const profile = minProfil(page);
  await profile.heading.waitFor();
  return profile;
}

function fieldCard(card: Locator) {
  return {
    card,
    /** Who holds which value, row by row, where there is more than one. */
    systems: card.getByRole("term"),
    values: card.getByRole("definition"),
    /** Who holds the one value. */
    holders: card.getByRole("listitem"),
    toKrr: card.getByRole("link", { name: "Åpne kontaktregisteret" }),
  };
}

/** What came of a visit to kontaktregisteret. */
function returnReport(page: Page) {
  const heading = page.getByRole("heading", { level: 2, name: "Tilbake fra kontaktregisteret" });
  const region = page.getByRole("status").filter({ has: heading });
  return {
    heading,
    /** Each value that changed: where, before, now. */
    changes: region.getByRole("group"),
    sentences: region.getByRole("paragraph"),
  };
}

function updateCard(card: Locator) {
  const button = card.getByRole("button", { name: "Oppdater", exact: true });
  return {
    card,
    editInKrr: card.getByRole("link", { name: "Endre i kontaktregisteret" }),
    button,
    result: card.getByRole("status"),
    sentences: card.getByRole("status").getByRole("paragraph"),
    retry: (system: string) => card.getByRole("button", { name: `Prøv ${system} igjen` }),
    /** The portal remembers it for a minute: each person presses in one journey alone. */
    press: () => button.click(),
  };
}
