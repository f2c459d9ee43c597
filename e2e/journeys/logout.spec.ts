import type { BrowserContext, Page } from "@playwright/test";
import { fetchKept } from "../canary/fetch-kept.ts";
import { idporten } from "./pages/idporten.ts";
import { landing } from "./pages/landing.ts";
import { minProfil, openMinProfil } from "./pages/min-profil.ts";
import { userMenu } from "./pages/user-menu.ts";
import { personIn } from "./people.ts";
import { expect, test, type Portal } from "./portal.ts";

const KARIS_NUMBER = "912 34 567";

const sessionCookies = async (context: BrowserContext, { origin }: Portal) =>
  (await context.cookies(origin)).filter(({ name }) => name.endsWith("-sid"));

async function logOut(page: Page, portal: Portal): Promise<void> {
  // ID-porten's own page tells every service, and must not be cut short.
  const told = page.waitForRequest((request) => request.url().includes("/auth/frontchannel-logout?"));
  await userMenu(page, personIn(portal.world, "kari")).logOut();
  await told;
  await expect(page).toHaveURL(/\/utlogget(\?|$)/);
  await expect(page.getByRole("heading", { level: 1, name: "Du er logget ut" })).toBeVisible();
}

/**
 * Listened for from before the logout: an assertion asks the page itself, and one that asks just as the page leaves may
 * never be answered (Playwright's first look has no limit).
 */
const hasLeft = (page: Page) => page.waitForURL(/\/utlogget$/);

test("logging out ends the session here and at ID-porten", async ({ page, context, portal }) => {
  await openMinProfil(page, personIn(portal.world, "kari"));
  expect(await sessionCookies(context, portal)).toHaveLength(1);
  await logOut(page, portal);
  expect(await sessionCookies(context, portal)).toEqual([]);
  await page.getByRole("link", { name: "Logg inn igjen" }).click();
  // No single sign-on is left that would log the next person at this machine in.
  await expect(idporten(page).heading).toBeVisible();
});

test("P16: logging out in one tab takes the personal view from the other at once (LO14)", async ({
  page,
  context,
  portal,
}) => {
  const person = personIn(portal.world, "kari");
  const first = await openMinProfil(page, person);
  await expect(first.content).toContainText(KARIS_NUMBER);
  const tab = await context.newPage();
  await minProfil(tab).open();
  await expect(minProfil(tab).content).toContainText(KARIS_NUMBER);
  const atIdporten = Promise.withResolvers<void>();
  // ID-porten may take its time: the other tab does not wait for it.
  await tab.route(`${portal.world.idporten.loginOrigin}/**`, async (route) => {
    await atIdporten.promise;
    await route.continue();
  });
  const left = hasLeft(page);
  await userMenu(tab, person).logOut();
  await left;
  await expect(page.getByText(KARIS_NUMBER)).toHaveCount(0);
  await expect(userMenu(page, person).toggle).toHaveCount(0);
  atIdporten.resolve();
  await expect(tab).toHaveURL(/\/utlogget(\?|$)/);
});

test("P16: logging out in one tab takes from the other what it keeps behind another page", async ({
  page,
  context,
  portal,
}) => {
  const person = personIn(portal.world, "kari");
  await openMinProfil(page, person);
  const other = await context.newPage();
  await other.goto("/min-profil");
  await other.getByRole("contentinfo").getByRole("link", { name: "Hjelp" }).click();
  await other.getByRole("heading", { level: 1, name: "Hjelp" }).waitFor();
  const left = hasLeft(other);
  await userMenu(page, person).logOut();
  await left;
});

test("P16: going back after logging out shows nothing personal (CH6)", async ({
  page,
  portal,
  announceFault,
}) => {
  announceFault(/status of 401/);
  const { content, open } = await openMinProfil(page, personIn(portal.world, "kari"));
  await page.getByRole("link", { name: "Personvern" }).click();
  await open();
  await page.getByRole("link", { name: "Tilgjengelighet" }).click();
  await logOut(page, portal);
  for (const back of ["first", "second"]) {
    await page.goBack();
    await expect(content.getByRole("heading", { level: 1 }), back).toBeVisible();
    await expect(page.getByText(KARIS_NUMBER)).toHaveCount(0);
    await expect(page.getByText("Kari Normann Test")).toHaveCount(0);
  }
});

test("P16: a logout at another service ends the session; the next action leads to the landing page and says why", async ({
  page,
  portal,
  announceFault,
}) => {
  announceFault(/status of 401/);
  const { idporten: provider, bffEnvironment } = portal.world;
  const sid = `sid-${String(Date.now())}`;
  provider.faults.set({ idToken: { set: { sid } } });
  const { update, content } = await openMinProfil(page, personIn(portal.world, "kari"));
  provider.faults.clear();
  await expect(content).toContainText(KARIS_NUMBER);

  const logoutToken = await provider.signLogoutToken({ aud: bffEnvironment["IDPORTEN_CLIENT_ID"], sid });
  const body = new URLSearchParams({ logout_token: logoutToken });
  const answer = await fetchKept(`${portal.origin}/auth/backchannel-logout`, { method: "POST", body });
  expect(answer.status).toBe(200);

  await update.press();
  await expect(landing(page).heading).toBeVisible();
  await expect(page).toHaveURL("/?grunn=no-session");
  await expect(page.getByText("Du må logge inn for å se profilen din.")).toBeVisible();
  await expect(page.getByText(KARIS_NUMBER)).toHaveCount(0);
});

test("logging out at Digdir's Min profil ends the session here too", async ({
  page,
  portal,
  announceFault,
}) => {
  announceFault(/status of 401/);
  const { update } = await openMinProfil(page, personIn(portal.world, "kari"));
  await update.editInKrr.click();
  // Without a return address the exit there is «Logg ut» (national-registers A.14).
  await page.goto(`${portal.world.minprofil.origin}/`);
  await page.getByRole("link", { name: "Logg ut" }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Du er ikke logget inn" })).toBeVisible();
  await minProfil(page).open();
  await expect(page).toHaveURL("/?grunn=no-session");
});
