import type { Locator, Page } from "@playwright/test";
import { fullName } from "../world/people/person-name.ts";
import { idporten } from "./pages/idporten.ts";
import { landing } from "./pages/landing.ts";
import { languageChoice } from "./pages/language-choice.ts";
import { minProfil, openMinProfil } from "./pages/min-profil.ts";
import { userMenu } from "./pages/user-menu.ts";
import { workPhone } from "./pages/work-phone.ts";
import { personIn } from "./people.ts";
import { expect, test } from "./portal.ts";

/** What the focus is on: the name a person hears, or the text that stands there; nothing when it is on no part. */
function focused(page: Page): Promise<string> {
  // Text, as it is run by the browser and not by us.
  return page.evaluate(`(() => {
    const part = document.activeElement;
    if (part === null || part === document.body) return "";
    return (part.getAttribute("aria-label") ?? part.textContent).trim();
  })()`);
}

/** Tabs from the top of the page until the focus leaves it again. */
async function tabThrough(page: Page): Promise<string[]> {
  const reached: string[] = [];
  for (let stop = 0; stop < 40; stop += 1) {
    await page.keyboard.press("Tab");
    const name = await focused(page);
    if (name === "" || name === reached[0]) break;
    reached.push(name);
  }
  return reached;
}

/** Goes on with the tabulator until the focus is on this part, and presses it. */
async function tabAndPress(page: Page, part: Locator): Promise<void> {
  for (let stop = 0; stop < 40; stop += 1) {
    await page.keyboard.press("Tab");
    if (await part.evaluate((target) => target === target.ownerDocument.activeElement)) {
      await page.keyboard.press("Enter");
      return;
    }
  }
  throw new Error(`The tabulator does not reach ${part.toString()}`);
}

test("a whole visit by keyboard alone: log in, read, «Oppdater», work phone, language, log out", async ({
  page,
  portal,
}) => {
  const person = personIn(portal.world, "bare-barnehage");
  await landing(page).open();
  await languageChoice(page).choose("nb");
  await landing(page).open();
  await tabAndPress(page, landing(page).login);
  await idporten(page).heading.waitFor();
  await tabAndPress(page, idporten(page).person(person));
  const { heading, update } = minProfil(page);
  await heading.waitFor();

  await tabAndPress(page, update.button);
  await expect(update.sentences.first()).toBeVisible();
  await expect(update.button).toBeFocused();

  const phone = workPhone(page);
  await tabAndPress(page, phone.add);
  await expect(phone.input).toBeFocused();
  await page.keyboard.type("22 00 00 01");
  await tabAndPress(page, phone.save);
  await expect(phone.change).toBeFocused();

  await page.keyboard.press("Enter");
  await expect(phone.input).toBeFocused();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type("22 00 00 02");
  await page.keyboard.press("Enter");
  await expect(phone.section).toContainText("22 00 00 02");
  await expect(phone.change).toBeFocused();

  await tabAndPress(page, phone.remove);
  await expect(phone.question).toBeFocused();
  await tabAndPress(page, phone.confirmRemoval);
  await expect(phone.add).toBeFocused();
  await tabAndPress(page, phone.undo);
  await expect(phone.section).toContainText("22 00 00 02");
  expect(await focused(page)).not.toBe("");

  // Round the end of the page, to its head again.
  const menu = userMenu(page, person);
  await tabAndPress(page, menu.toggle);
  await menu.logOutButton.waitFor();
  await tabAndPress(page, languageChoice(page).option("en"));
  await expect(page.getByRole("heading", { level: 1, name: "My profile" })).toBeVisible();
  expect(await focused(page)).toBe(fullName(person.name));
  await page.keyboard.press("Enter");
  await languageChoice(page).option("nb").waitFor();
  await tabAndPress(page, page.getByRole("banner").getByRole("listitem").last().getByRole("button"));
  await expect(page).toHaveURL(/\/utlogget(\?|$)/);
});

test("the tabulator reaches everything on «Min profil» in the order of reading", async ({ page, portal }) => {
  await openMinProfil(page, personIn(portal.world, "uten-epost"));
  await page.evaluate(`document.activeElement?.blur()`);
  expect(await tabThrough(page)).toEqual([
    "Gå til innholdet",
    "Prøvebygd kommune",
    "Even Kunmobil",
    "Legg inn e-postadresse i kontaktregisteret",
    "Åpne kontaktregisteret",
    "Endre i kontaktregisteret",
    "Oppdater",
    "Legg til jobbtelefon",
    "Tilgjengelighet",
    "Personvern",
    "Hjelp",
    "Kontakt kommunen",
  ]);
});

test("the skip link is the first stop and leads past the header", async ({ page, portal }) => {
  await openMinProfil(page, personIn(portal.world, "kari"));
  await page.evaluate(`document.activeElement?.blur()`);
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Gå til innholdet" });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(minProfil(page).content).toBeFocused();
  await page.keyboard.press("Tab");
  expect(await focused(page)).toBe("Endre i kontaktregisteret");
});

test("after a link to a part of the page, the next page still begins at its top", async ({
  page,
  portal,
}) => {
  await page.setViewportSize({ width: 390, height: 640 });
  const { verdict } = await openMinProfil(page, personIn(portal.world, "ulik"));
  await verdict.waitFor();
  const toUpdate = minProfil(page).content.locator(".verdict").getByRole("link");
  await toUpdate.focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/min-profil#oppdater");
  await page.getByRole("contentinfo").getByRole("link", { name: "Hjelp" }).press("Enter");
  const heading = page.getByRole("heading", { level: 1, name: "Hjelp" });
  await expect(heading).toBeFocused();
  await expect(heading).toBeInViewport();
  expect(await page.evaluate<number>(`scrollY`)).toBe(0);
  // On the way back the browser itself knows where the person was.
  await page.goBack();
  await minProfil(page).heading.waitFor();
  await expect.poll(() => page.evaluate<number>(`scrollY`)).toBeGreaterThan(0);
});

test("the menu opens by keyboard, closes by Escape and gives the focus back", async ({ page, portal }) => {
  const person = personIn(portal.world, "kari");
  await openMinProfil(page, person);
  const menu = userMenu(page, person);
  await menu.toggle.focus();
  await page.keyboard.press("Enter");
  await expect(menu.toggle).toHaveAttribute("aria-expanded", "true");
  await menu.toProfile.waitFor();
  const names: string[] = [];
  for (let stop = 0; stop < 6; stop += 1) {
    await page.keyboard.press("Tab");
    names.push(await focused(page));
  }
  expect(names).toEqual(["Min profil", "Bokmål", "Nynorsk", "English", "Davvisámegiella", "Logg ut"]);
  await page.keyboard.press("Escape");
  await expect(menu.logOutButton).toBeHidden();
  await expect(menu.toggle).toBeFocused();
});

test("the menu closes when the focus moves on", async ({ page, portal }) => {
  const person = personIn(portal.world, "kari");
  await openMinProfil(page, person);
  const menu = userMenu(page, person);
  await menu.toggle.focus();
  await page.keyboard.press("Enter");
  await menu.logOutButton.focus();
  await page.keyboard.press("Tab");
  await expect(menu.toggle).toHaveAttribute("aria-expanded", "false");
});

test("a work phone is added by keyboard alone, and the focus comes back to where it was", async ({
  page,
  portal,
}) => {
  await openMinProfil(page, personIn(portal.world, "kari"));
  const phone = workPhone(page);
  await phone.add.focus();
  await page.keyboard.press("Enter");
  await expect(phone.input).toBeFocused();
  await page.keyboard.type("22 00 00 01");
  await page.keyboard.press("Enter");
  await expect(phone.result).toHaveText("Jobbtelefonen er lagret hos skolen og barnehagen.");
  await expect(phone.change).toBeFocused();
});

test("«Oppdater» keeps the focus while it runs and afterwards", async ({ page, portal }) => {
  const { update } = await openMinProfil(page, personIn(portal.world, "reservert"));
  await update.button.focus();
  await page.keyboard.press("Enter");
  await expect(update.result).not.toBeEmpty();
  await expect(update.button).toBeFocused();
});
