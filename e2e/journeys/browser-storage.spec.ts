import type { Page } from "@playwright/test";
import { digdir } from "./pages/digdir.ts";
import { minProfil, openMinProfil } from "./pages/min-profil.ts";
import { userMenu } from "./pages/user-menu.ts";
import { workPhone } from "./pages/work-phone.ts";
import { personIn } from "./people.ts";
import { expect, test } from "./portal.ts";

const EMPTY = { cookie: "", local: 0, session: 0, databases: [], caches: [] };

/** Everything a script on the page can keep, or read of what is kept. */
function storageOf(page: Page): Promise<unknown> {
  // Text, as it is run by the browser and not by us.
  return page.evaluate(`(async () => ({
    cookie: document.cookie,
    local: localStorage.length,
    session: sessionStorage.length,
    databases: await indexedDB.databases(),
    caches: await caches.keys(),
  }))()`);
}

test("the browser keeps nothing personal, neither while logged in nor afterwards (CK4, CH5)", async ({
  page,
  portal,
}) => {
  const person = personIn(portal.world, "delt-epost-far");
  const { update } = await openMinProfil(page, person);
  expect(await storageOf(page)).toEqual(EMPTY);

  const phone = workPhone(page);
  await phone.add.click();
  await phone.type("22 00 00 01");
  await expect(phone.result).not.toBeEmpty();
  await update.editInKrr.click();
  await digdir(page).goBack();
  await expect(minProfil(page).returned.heading).toBeVisible();
  expect(await storageOf(page)).toEqual(EMPTY);

  await userMenu(page, person).logOut();
  await expect(page).toHaveURL(/\/utlogget(\?|$)/);
  await page.getByRole("heading", { level: 1 }).waitFor();
  expect(await storageOf(page)).toEqual(EMPTY);
});
