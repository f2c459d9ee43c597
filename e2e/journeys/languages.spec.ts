import { fullName } from "../world/people/person-name.ts";
import { idporten } from "./pages/idporten.ts";
import { languageChoice } from "./pages/language-choice.ts";
import { landing } from "./pages/landing.ts";
import { minProfil, openMinProfil } from "./pages/min-profil.ts";
import { userMenu } from "./pages/user-menu.ts";
import { workPhone } from "./pages/work-phone.ts";
import { personIn } from "./people.ts";
import { expect, test } from "./portal.ts";

const HTML = "html";
const HOME_TITLES = {
  nb: "Kan skolen og barnehagen nå deg?",
  nn: "Kan skulen og barnehagen nå deg?",
} as const;

test.describe("P25: with a browser in English", () => {
  test.use({ locale: "en-GB" });

  test("P25: a visitor reads the browser's language", async ({ page }) => {
    await page.goto("/");
    await expect(page.locator(HTML)).toHaveAttribute("lang", "en");
    await expect(page.getByRole("heading", { level: 1 })).not.toHaveText(HOME_TITLES.nb);
  });

  test("P25: kontaktregisteret's language comes before the browser's, and the person's own choice before both", async ({
    page,
    portal,
  }) => {
    const person = personIn(portal.world, "bare-barnehage");
    await page.goto("/");
    await page.getByRole("main").getByRole("link").first().click();
    await idporten(page).choose(person);
    await page.waitForURL("/min-profil");
    await expect(page.locator(HTML)).toHaveAttribute("lang", "nn");

    await languageChoice(page).choose("en");
    await expect(page.locator(HTML)).toHaveAttribute("lang", "en");
    await page.reload();
    await page.getByRole("heading", { level: 1 }).waitFor();
    await expect(page.locator(HTML)).toHaveAttribute("lang", "en");
  });
});

test("P25: a language that nobody has texts for gives bokmål", async ({ browser, portal }) => {
  const context = await browser.newContext({ baseURL: portal.origin, locale: "de-DE" });
  const page = await context.newPage();
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1, name: HOME_TITLES.nb })).toBeVisible();
  await expect(page.locator(HTML)).toHaveAttribute("lang", "nb");
  await context.close();
});

test("P25: a visitor chooses a language, and it is remembered after the log-out", async ({
  page,
  portal,
}) => {
  const person = personIn(portal.world, "kari");
  await landing(page).open();
  await languageChoice(page).choose("nn");
  await expect(page.getByRole("heading", { level: 1, name: HOME_TITLES.nn })).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: "Logg inn med ID-porten" }).click();
  await idporten(page).choose(person);
  await minProfil(page).heading.waitFor();
  await expect(page.locator(HTML)).toHaveAttribute("lang", "nn");
  await page
    .getByRole("banner")
    .getByRole("button", { name: fullName(person.name) })
    .click();
  await page.getByRole("banner").getByRole("button", { name: "Logg ut" }).click();
  await expect(page).toHaveURL(/\/utlogget(\?|$)/);
  await expect(page.locator(HTML)).toHaveAttribute("lang", "nn");
});

test("P25: a change of language keeps the page and what is typed in a form", async ({ page, portal }) => {
  await openMinProfil(page, personIn(portal.world, "kari"));
  const phone = workPhone(page);
  await phone.add.click();
  await phone.input.fill("+46 8 123 456");
  await languageChoice(page).choose("en");
  await expect(page).toHaveURL("/min-profil");
  await expect(page.getByRole("main").getByRole("textbox")).toHaveValue("+46 8 123 456");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("My profile");
  await expect(page).toHaveTitle(/^My profile/);
});

test("P8: under the user's own name stand «Min profil», the languages and the way out, each language marked as such", async ({
  page,
  portal,
}) => {
  const person = personIn(portal.world, "kari");
  await openMinProfil(page, person);
  const menu = userMenu(page, person);
  await menu.toggle.click();
  await expect(menu.toProfile).toBeVisible();
  await expect(menu.logOutButton).toBeVisible();
  const choice = languageChoice(page);
  for (const language of ["nb", "nn", "en", "se"] as const)
    await expect(choice.option(language)).toHaveAttribute("lang", language);
  await expect(choice.option("nb")).toHaveAttribute("aria-current", "true");
});

test("P25: Northern Sámi says that it awaits a native reader, and no other language does", async ({
  page,
}) => {
  await landing(page).open();
  const note = page.getByRole("contentinfo").getByRole("paragraph");
  await expect(note).toHaveCount(1);
  await languageChoice(page).choose("se");
  await expect(note).toHaveCount(2);
});

test("P25: the link to kontaktregisteret follows the language", async ({ page, portal }) => {
  const { update } = await openMinProfil(page, personIn(portal.world, "kari"));
  const href = async () =>
    new URL((await update.editInKrr.getAttribute("href")) ?? "").searchParams.get("locale");
  expect(await href()).toBe("nb");
  await languageChoice(page).choose("nn");
  await expect
    .poll(async () => page.locator('main a[href*="locale="]').first().getAttribute("href"))
    .toContain("locale=nn");
});
