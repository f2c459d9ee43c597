import { leaveNothingKept } from "./nothing-kept.ts";
import { heldIn, personIn } from "./people.ts";
import { minProfil, openMinProfil } from "./pages/min-profil.ts";
import { expect, test } from "./portal.ts";

test("P14: what a register that is down answered last is shown with its age", async ({ page, portal }) => {
  const profile = await openMinProfil(page, personIn(portal.world, "utenlandsk"));
  await expect(profile.mobile.holders).toHaveText(["Skolen", "Barnehagen"]);
  portal.world.kindergarten.faults.set({ down: true });
  await profile.open();
  await expect(profile.content).toContainText(
    /Barnehagen svarer ikke akkurat nå\. Du ser det vi fikk i dag kl\. \d\d\.\d\d/,
  );
  await expect(profile.mobile.holders).toHaveText(["Skolen", "Barnehagen"]);
});

test("P14: after a logout nothing but the time of its last answer is known, and the rest is shown", async ({
  page,
  portal,
}) => {
  const person = personIn(portal.world, "utenlandsk");
  await leaveNothingKept(page, person);
  portal.world.kindergarten.faults.set({ down: true });
  const profile = await openMinProfil(page, person);
  await expect(profile.content).toContainText("Vi får ikke svar fra barnehagen akkurat nå");
  await expect(profile.content).toContainText(/Siste svar kom i dag kl\. \d\d\.\d\d/);
  await expect(profile.mobile.card).toContainText("+46 70 123 45 67");
  await expect(profile.mobile.holders).toHaveText(["Skolen"]);
});

test("P14: a register that answers with a maintenance page is missing as one that is down", async ({
  page,
  portal,
}) => {
  const person = personIn(portal.world, "snart-utlopt");
  await leaveNothingKept(page, person);
  portal.world.school.faults.set({ html: true });
  const { content, mobile } = await openMinProfil(page, person);
  await expect(content).toContainText("Vi får ikke svar fra skolen akkurat nå");
  await expect(mobile.holders).toHaveText(["Barnehagen"]);
});

test("P14: when nobody answers the page says that it is our fault, and shows all on the next try", async ({
  page,
  portal,
}) => {
  const { school, kindergarten } = portal.world;
  const person = personIn(portal.world, "kari");
  await leaveNothingKept(page, person);
  for (const register of [school, kindergarten]) register.faults.set({ down: true });
  const { content, mobile } = await openMinProfil(page, person);
  await expect(content).toContainText("Skolen og barnehagen svarer ikke, så vi kan ikke vise opplysningene");
  await expect(content).toContainText("Det er vår feil, ikke din.");
  for (const register of [school, kindergarten]) register.faults.clear();
  await content.getByRole("button", { name: "Prøv igjen" }).click();
  await expect(mobile.card).toContainText("912 34 567");
});

test("P14: each new try says that it came to nothing, and the one that succeeds leads to the heading", async ({
  page,
  portal,
}) => {
  const { school, kindergarten } = portal.world;
  const person = personIn(portal.world, "kari");
  await leaveNothingKept(page, person);
  for (const register of [school, kindergarten]) register.faults.set({ down: true });
  const { content, heading } = await openMinProfil(page, person);
  const status = content.getByRole("status");
  await expect(status).toBeEmpty();
  await page.keyboard.press("Tab");
  const again = content.getByRole("button", { name: "Prøv igjen" });
  for (let times = 0; times < 2; times += 1) {
    await again.press("Enter");
    await expect(status).toHaveText("Vi får ikke svar akkurat nå");
    await expect(again).toBeFocused();
  }
  for (const register of [school, kindergarten]) register.faults.set({ latency: 300 });
  await again.press("Enter");
  await expect(status).toBeEmpty();
  await expect(again).toHaveCount(0);
  await expect(heading).toBeFocused();
});

test("P14: registers that all fall silent take away neither what is known nor what «Oppdater» says", async ({
  page,
  portal,
}) => {
  const { update, mobile } = await openMinProfil(page, personIn(portal.world, "utenlandsk"));
  const silent = { state: "unavailable" };
  // As where the portal keeps no copies of what registers have answered.
  await page.route("**/api/profile/refresh", async (route) => {
    for (const register of [portal.world.school, portal.world.kindergarten])
      register.faults.set({ down: true });
    const response = await route.fetch();
    const told: { profile: object } = await response.json();
    await route.fulfill({ response, json: { ...told, profile: { ...told.profile, page: silent } } });
  });
  await update.press();
  await expect(update.result).toHaveText(/^Skolen og barnehagen svarte ikke/);
  await expect(mobile.card).toContainText("+46 70 123 45 67");
});

test("P14: who comes back to the page without a network still sees what was known, and why it is not renewed", async ({
  page,
  context,
  portal,
  announceFault,
}) => {
  announceFault(/ERR_INTERNET_DISCONNECTED/);
  const { heading, mobile, content } = await openMinProfil(page, personIn(portal.world, "kari"));
  await page.getByRole("contentinfo").getByRole("link", { name: "Hjelp" }).click();
  await expect(page).toHaveURL("/hjelp");
  await page.getByRole("heading", { level: 1, name: "Hjelp" }).waitFor();
  await context.setOffline(true);
  await page.getByRole("banner").getByRole("link").first().click();
  await expect(mobile.card).toContainText("912 34 567");
  await expect(content.getByRole("alert")).toContainText("Sjekk at du er på nett");
  await context.setOffline(false);
  await content.getByRole("button", { name: "Prøv igjen" }).click();
  await expect(content.getByRole("alert")).toHaveCount(0);
  await expect(heading).toBeFocused();
});

test("P6: «Oppdater» writes to the register that answers, names the other and retries that one alone", async ({
  page,
  portal,
}) => {
  const { school, kindergarten } = portal.world;
  const person = personIn(portal.world, "d-nummer");
  const { update, mobile } = await openMinProfil(page, person);
  kindergarten.faults.set({ down: true });
  await update.press();
  await expect(update.result).toContainText("Mobilnummeret 400 00 017 er lagt inn hos skolen.");
  await expect(update.result).toContainText("Barnehagen svarte ikke.");
  expect(heldIn(school, person, "mobile")).toMatchObject({ value: "+4740000017", origin: "krr" });
  expect(heldIn(kindergarten, person, "mobile")).toMatchObject({ value: null });

  const schoolWrites = school.calls.writes;
  kindergarten.faults.clear();
  await update.retry("barnehagen").click();
  await expect(update.result).toContainText("Mobilnummeret 400 00 017 er lagt inn hos barnehagen.");
  await expect(mobile.holders).toHaveText(["Skolen", "Barnehagen"]);
  expect(heldIn(kindergarten, person, "mobile")).toMatchObject({ value: "+4740000017", origin: "krr" });
  expect(school.calls.writes).toBe(schoolWrites);
});

test("P15: without kontaktregisteret stored values stay, «Oppdater» takes the blame and works later", async ({
  page,
  portal,
}) => {
  const { krr, school } = portal.world;
  const person = personIn(portal.world, "ikke-registrert");
  krr.store.update(person.nationalId, (entry) => ({
    ...entry,
    mobile: { value: "+4740000107", updatedAt: new Date(), verifiedAt: new Date(), validatedAt: null },
  }));
  krr.faults.set({ down: true });
  const { content, mobile, update } = await openMinProfil(page, person);
  await expect(content).toContainText("Vi fikk ikke svar fra kontaktregisteret. Det er vår feil, ikke din.");
  await expect(mobile.card).toContainText("400 00 007");

  await update.press();
  await expect(update.result).toHaveText(
    "Vi fikk ikke svar fra kontaktregisteret. Det er vår feil, ikke din. Prøv igjen om litt.",
  );
  expect(heldIn(school, person, "mobile")).toMatchObject({ value: "400 00 007", origin: "manual" });
  expect(school.calls.writes).toBe(0);

  krr.faults.clear();
  await update.press();
  await expect(update.result).toContainText("Mobilnummeret er endret fra 400 00 007 til 400 00 107");
  expect(heldIn(school, person, "mobile")).toMatchObject({ value: "+4740000107", origin: "krr" });
});

test("when ID-porten is down the way in says so and offers to try again", async ({
  page,
  portal,
  announceFault,
}) => {
  announceFault(/status of 503/);
  portal.world.idporten.faults.set({ down: true });
  await page.goto("/");
  await page.getByRole("link", { name: "Logg inn med ID-porten" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Vi får ikke kontakt med ID-porten");
  portal.world.idporten.faults.clear();
  await expect(minProfil(page).content.getByRole("link", { name: "Logg inn med ID-porten" })).toBeVisible();
});
