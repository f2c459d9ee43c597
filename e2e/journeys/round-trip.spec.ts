import type { Route } from "@playwright/test";
import { heldIn, personIn } from "./people.ts";
import { digdir } from "./pages/digdir.ts";
import { landing } from "./pages/landing.ts";
import { openMinProfil } from "./pages/min-profil.ts";
import { expect, test } from "./portal.ts";

test("P3, P20: a conflict is shown with every value, the system that holds it, and kontaktregisteret's own", async ({
  page,
  portal,
}) => {
  const { mobile, email } = await openMinProfil(page, personIn(portal.world, "ulik"));
  await expect(mobile.card).toContainText("Skolen og barnehagen har ulike mobilnumre på deg.");
  await expect(mobile.systems).toHaveText(["Skolen", "Barnehagen", "Kontaktregisteret"]);
  await expect(mobile.values).toContainText([/^400 00 002/, /^400 00 003/, /^912 34 502/]);
  await expect(mobile.values).toContainText([
    "Skrevet inn av skolen",
    "Fra kontaktregisteret",
    "Bekreftet i",
  ]);
  await expect(email.systems).toHaveCount(0);
});

test("P21: the link to kontaktregisteret carries the language and the registered return address", async ({
  page,
  portal,
}) => {
  const { update } = await openMinProfil(page, personIn(portal.world, "ulik"));
  const address = new URL((await update.editInKrr.getAttribute("href")) ?? "");
  expect(address.origin).toBe(portal.world.minprofil.origin);
  expect(Object.fromEntries(address.searchParams)).toEqual({
    locale: "nb",
    // Digdir compares letter by letter, in lower case (national-registers A.14).
    gotoUrl: `${portal.origin}/tilbake`.toLowerCase(),
  });
});

test("P21: a number changed in kontaktregisteret is fetched on return and shown before and now, in page, school and kindergarten", async ({
  page,
  portal,
}) => {
  const { school, kindergarten, minprofil } = portal.world;
  const person = personIn(portal.world, "ulik");
  const { mobile, update, returned } = await openMinProfil(page, person);

  await update.editInKrr.click();
  // Single sign-on: nobody asks a second time who she is.
  await expect(page).toHaveURL(`${minprofil.origin}/profil`);
  await digdir(page).saveMobile("900 00 502");
  const cameBack = page.waitForRequest(`${portal.origin}/tilbake`);
  await digdir(page).goBack();
  await cameBack;
  await expect(page).toHaveURL("/min-profil");

  await expect(returned.changes).toHaveText([
    /^Mobilnummer: skolen\s*Før\s*400 00 002\s*Nå\s*900 00 502$/,
    /^Mobilnummer: barnehagen\s*Før\s*400 00 003\s*Nå\s*900 00 502$/,
  ]);
  await expect(returned.sentences).toHaveText([
    // Saving at kontaktregisteret confirms both values.
    "E-postadressen hos skolen og barnehagen er den samme som før og er nå bekreftet av kontaktregisteret.",
  ]);
  await expect(mobile.card.getByText("900 00 502")).toHaveCount(1);
  await expect(mobile.holders).toHaveText(["Skolen", "Barnehagen"]);
  await expect(mobile.card).toContainText("Du endrer dette i kontaktregisteret.");
  const fromKrr = { value: "+4790000502", origin: "krr", editable: false };
  expect(heldIn(school, person, "mobile")).toEqual(fromKrr);
  expect(heldIn(kindergarten, person, "mobile")).toEqual(fromKrr);
});

test("P4: who has no e-mail anywhere is told so, adds it in kontaktregisteret and is reached by both", async ({
  page,
  portal,
}) => {
  const person = personIn(portal.world, "uten-epost");
  const { verdict, email, mobile, returned } = await openMinProfil(page, person);
  await expect(verdict).toHaveText("Skolen og barnehagen når deg på SMS, men mangler e-postadressen din.");
  await expect(email.card).toContainText("Vi mangler e-postadressen din.");
  await expect(mobile.card).not.toContainText("mangler");

  await email.toKrr.click();
  await digdir(page).saveEmail("even.kunmobil@example.no");
  await digdir(page).goBack();
  await expect(page).toHaveURL("/min-profil");

  await expect(returned.changes).toHaveText([
    /^E-post: skolen og barnehagen\s*Før\s*tomt\s*Nå\s*even\.kunmobil@example\.no$/,
  ]);
  await expect(returned.sentences).toHaveText([/^Mobilnummeret hos .* er det samme som før/]);
  await expect(verdict).toHaveText("Skolen og barnehagen når deg på SMS og e-post.");
  for (const register of [portal.world.school, portal.world.kindergarten])
    expect(heldIn(register, person, "email")).toEqual({
      value: "even.kunmobil@example.no",
      origin: "krr",
      editable: false,
    });
});

test("P21: who changed nothing is told so, and reloading does not fetch again", async ({ page, portal }) => {
  const { update, returned } = await openMinProfil(page, personIn(portal.world, "kari"));
  await update.editInKrr.click();
  await digdir(page).goBack();
  await expect(returned.sentences).toHaveText(["Ingenting er endret siden sist."]);
  await expect(returned.changes).toHaveCount(0);
  const fetches: string[] = [];
  page.on("request", (request) => fetches.push(`${request.method()} ${new URL(request.url()).pathname}`));
  await page.reload();
  await update.button.waitFor();
  await expect(returned.heading).toHaveCount(0);
  expect(fetches.filter((fetched) => fetched.startsWith("POST"))).toEqual([]);
});

test("P21: whose session ended meanwhile logs in again and then sees the result", async ({
  page,
  portal,
  announceFault,
}) => {
  announceFault(/status of 401/);
  const person = personIn(portal.world, "blandet");
  const { update, returned } = await openMinProfil(page, person);
  await update.editInKrr.click();
  await digdir(page).saveMobile("900 00 777");
  await portal.setClockAhead(31 * 60_000);
  await digdir(page).goBack();
  await expect(page.getByRole("heading", { level: 1, name: "Tilbake fra kontaktregisteret" })).toBeVisible();
  await expect(page.getByText("Du ble logget ut mens du var borte.")).toBeVisible();

  // ID-porten's clock has not moved.
  await portal.setClockAhead(0);
  await landing(page).login.click();
  await expect(page).toHaveURL("/min-profil");
  await expect(returned.changes.first()).toContainText(/Nå\s*900 00 777/);
});

test("P21: whose session ends in the middle of the fetch logs in by the header and then sees the result", async ({
  page,
  portal,
  announceFault,
}) => {
  announceFault(/status of 401/);
  const { update, returned, mobile } = await openMinProfil(page, personIn(portal.world, "delt-epost-far"));
  await update.editInKrr.click();
  await digdir(page).saveMobile("900 00 515");
  const endSession = async (route: Route): Promise<void> => {
    await portal.setClockAhead(31 * 60_000);
    await route.continue();
  };
  await page.route("**/api/profile/refresh", endSession, { times: 1 });
  await digdir(page).goBack();
  await expect(page.getByText("Du ble logget ut mens du var borte.")).toBeVisible();
  await expect(mobile.card).toHaveCount(0);

  await portal.setClockAhead(0);
  await page.getByRole("banner").getByRole("link", { name: "Logg inn" }).click();
  await expect(page).toHaveURL("/min-profil");
  await expect(returned.changes.first()).toContainText(/Nå\s*900 00 515/);
});

test("P21: for who pressed «Oppdater» just before leaving, the page asks again by itself as soon as that is allowed", async ({
  page,
  portal,
  announceFault,
}) => {
  announceFault(/429 \(Too Many Requests\)/);
  const { update, returned } = await openMinProfil(page, personIn(portal.world, "uten-mobil"));
  await update.press();
  await expect(update.result).not.toBeEmpty();
  await update.editInKrr.click();
  await digdir(page).saveMobile("900 00 778");
  await page.clock.install();
  await digdir(page).goBack();
  await expect(returned.sentences).toHaveText([
    /^Du oppdaterte nettopp. Vi venter til kl. .* med å hente det du har endret\.$/,
  ]);
  // The portal's own clock stands still, as Maskinporten's does: that it is asked again is what is seen here.
  const askedAgain = page.waitForRequest((request) => request.url().endsWith("/api/profile/refresh"));
  await page.clock.fastForward(61_000);
  await askedAgain;
});
