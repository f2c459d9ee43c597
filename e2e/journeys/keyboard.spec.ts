import type { Page } from "@playwright/test";
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

test("the menu opens by keyboard, closes by Escape and gives the focus back", async ({ page, portal }) => {
  const person = personIn(portal.world, "kari");
  await openMinProfil(page, person);
  const menu = userMenu(page, person);
  await menu.toggle.focus();
  await page.keyboard.press("Enter");
  await expect(menu.toggle).toHaveAttribute("aria-expanded", "true");
  await page.keyboard.press("Tab");
  await expect(menu.toProfile).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(menu.logOutButton).toBeFocused();
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
