import type { Page } from "@playwright/test";
import { landing } from "./pages/landing.ts";
import { minProfil, openMinProfil } from "./pages/min-profil.ts";
import { sessionDialog } from "./pages/session-dialog.ts";
import { workPhone } from "./pages/work-phone.ts";
import { personIn } from "./people.ts";
import { expect, test, type Portal } from "./portal.ts";

const MINUTE = 60_000;

/** Lets time pass for the portal and for these tabs; timers fire as they would have. */
async function pass(
  portal: Portal,
  minutes: number,
  pages: readonly Page[],
  passedBefore = 0,
): Promise<void> {
  await portal.setClockAhead((passedBefore + minutes) * MINUTE);
  for (const page of pages) await page.clock.fastForward(minutes * MINUTE);
}

async function openWithClock(page: Page, portal: Portal) {
  await page.clock.install();
  return openMinProfil(page, personIn(portal.world, "kari"));
}

test("P16: five minutes before the session ends the page asks, counts in minutes, and one click prolongs it (SN8)", async ({
  page,
  portal,
}) => {
  const { heading } = await openWithClock(page, portal);
  const { dialog, left, stay } = sessionDialog(page);
  await pass(portal, 24, [page]);
  await expect(heading).toBeVisible();
  await expect(dialog).toHaveCount(0);

  await pass(portal, 1.1, [page], 24);
  await expect(dialog).toBeVisible();
  await expect(left).toHaveText("5 minutter igjen");
  await pass(portal, 3, [page], 25.1);
  await expect(left).toHaveText("2 minutter igjen");

  await stay.click();
  await expect(dialog).toBeHidden();
  await pass(portal, 10, [page], 28.1);
  await expect(dialog).toBeHidden();
  await expect(heading).toBeVisible();
});

test("P16: the question takes the focus and gives it back where it was (SN8)", async ({ page, portal }) => {
  const { update } = await openWithClock(page, portal);
  await update.editInKrr.focus();
  await pass(portal, 25.1, [page]);
  const { dialog, stay } = sessionDialog(page);
  await expect(dialog).toBeVisible();
  await expect(stay).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(update.editInKrr).toBeFocused();
});

test("P16: without an answer the session ends, and nothing personal is left on the screen or one step back", async ({
  page,
  portal,
  announceFault,
}) => {
  // One step back is ID-porten's log-in page, which serves once.
  announceFault(/400 \(Bad Request\)/);
  await openWithClock(page, portal);
  await pass(portal, 25.1, [page]);
  await expect(sessionDialog(page).dialog).toBeVisible();
  await pass(portal, 5, [page], 25.1);
  await expect(page).toHaveURL("/?grunn=session-idle");
  await expect(page.getByText("Du ble logget ut fordi du ikke hadde brukt siden på en stund.")).toBeVisible();
  await page.goBack();
  await expect(page).not.toHaveURL(/^http:\/\/localhost/);
  await page.goForward();
  await expect(landing(page).login).toBeVisible();
  await expect(page.getByText("912 34 567")).toHaveCount(0);
});

test("P16: what one tab prolongs, the question in the other follows (SN8)", async ({
  page,
  context,
  portal,
}) => {
  await openWithClock(page, portal);
  const other = await context.newPage();
  await other.clock.install();
  await minProfil(other).open();
  await minProfil(other).heading.waitFor();

  await pass(portal, 25.5, [page, other]);
  await expect(sessionDialog(page).dialog).toBeVisible();
  await expect(sessionDialog(other).dialog).toBeVisible();
  await sessionDialog(page).stay.click();
  await expect(sessionDialog(page).dialog).toBeHidden();
  await expect(sessionDialog(other).dialog).toBeHidden();
});

test("P16: who works in one tab is not asked in the other", async ({ page, context, portal }) => {
  await openWithClock(page, portal);
  await pass(portal, 20, [page]);
  const other = await context.newPage();
  await minProfil(other).open();
  await minProfil(other).heading.waitFor();
  const looked = page.waitForResponse((response) => response.url().endsWith("/api/session"));
  await pass(portal, 6, [page], 20);
  await looked;
  await expect(minProfil(page).heading).toBeVisible();
  await expect(sessionDialog(page).dialog).toHaveCount(0);
  // Five minutes before the end of what the other tab prolonged, the question comes.
  await pass(portal, 19.5, [page], 26);
  await expect(sessionDialog(page).dialog).toBeVisible();
});

test("P16: the question comes, and a form opens, although nothing more can be fetched from the portal", async ({
  page,
  portal,
  announceFault,
}) => {
  announceFault(/ERR_FAILED|Failed to (load|fetch)/);
  await openWithClock(page, portal);
  await page.waitForLoadState("networkidle");
  await page.route(/\/assets\//, (route) => route.abort());
  const phone = workPhone(page);
  await phone.add.click();
  await expect(phone.input).toBeFocused();
  await pass(portal, 25.1, [page]);
  await expect(sessionDialog(page).dialog).toBeVisible();
});

test("P16: saying no logs out", async ({ page, portal }) => {
  await openWithClock(page, portal);
  await pass(portal, 25.1, [page]);
  await sessionDialog(page).leave.click();
  await expect(page).toHaveURL(/\/utlogget(\?|$)/);
});

test("P16: before the fixed end the page says that it cannot be put off, and offers to log in again", async ({
  page,
  portal,
}) => {
  await openWithClock(page, portal);
  let passed = 0;
  for (; passed < 100; passed += 20) {
    await pass(portal, 20, [page], passed);
    await page.reload();
    await minProfil(page).heading.waitFor();
  }
  await pass(portal, 16, [page], passed);
  const { dialog, logInAgain, stay, close } = sessionDialog(page);
  await expect(dialog).toContainText("Innloggingen varer høyst to timer");
  await expect(stay).toHaveCount(0);
  await expect(logInAgain).toHaveAttribute("href", "/auth/login?returnTo=%2Fmin-profil&locale=nb");
  await close.click();
  await expect(dialog).toBeHidden();
  await pass(portal, 5, [page], passed + 16);
  await expect(page).toHaveURL("/?grunn=session-expired");
});

test("P16: losing the network is not losing the session, and says so", async ({
  page,
  context,
  portal,
  announceFault,
}) => {
  announceFault(/ERR_INTERNET_DISCONNECTED|Failed to (load|fetch)/);
  const { update, heading } = await openWithClock(page, portal);
  await context.setOffline(true);
  const lost = page.getByText("Vi får ikke kontakt med nettet. Du er fortsatt innlogget.");
  await expect(lost).toBeVisible();
  await update.press();
  await expect(update.result).toContainText("Sjekk at du er på nett");
  await expect(heading).toBeVisible();
  await context.setOffline(false);
  await expect(lost).toHaveCount(0);
});

test("P16: nothing personal outlives the session where the network went as soon as the page was shown", async ({
  page,
  context,
  portal,
  announceFault,
}) => {
  announceFault(/ERR_INTERNET_DISCONNECTED|Failed to (load|fetch)/);
  await page.clock.install();
  // The network goes before the question could be fetched.
  await page.route(/\/assets\/session-dialog/, (route) => route.abort());
  await openMinProfil(page, personIn(portal.world, "kari"));
  await context.setOffline(true);
  const number = page.getByText("912 34 567").first();
  await expect(number).toBeVisible();
  await pass(portal, 31, [page]);
  await expect(number).toBeHidden();
});
