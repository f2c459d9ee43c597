import { heldIn, personIn } from "./people.ts";
import { digdir } from "./pages/digdir.ts";
import { openMinProfil } from "./pages/min-profil.ts";
import { expect, test } from "./portal.ts";

test("a conflict is shown with every value, the system that holds it, and kontaktregisteret's own", async ({
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

test("the link to kontaktregisteret carries the language and the registered return address", async ({
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

test("a number changed in kontaktregisteret reaches page, school and kindergarten by «Oppdater»", async ({
  page,
  portal,
}) => {
  const { school, kindergarten, minprofil } = portal.world;
  const person = personIn(portal.world, "ulik");
  const { mobile, update } = await openMinProfil(page, person);

  await update.editInKrr.click();
  // Single sign-on: nobody asks a second time who she is.
  await expect(page).toHaveURL(`${minprofil.origin}/profil`);
  await digdir(page).saveMobile("900 00 502");
  const cameBack = page.waitForRequest(`${portal.origin}/tilbake`);
  await digdir(page).goBack();
  await cameBack;
  await expect(page).toHaveURL("/min-profil");

  await update.press();
  await expect(update.sentences).toHaveText([
    "Mobilnummeret er endret fra 400 00 002 til 900 00 502 hos skolen.",
    "Mobilnummeret er endret fra 400 00 003 til 900 00 502 hos barnehagen.",
    // Saving at kontaktregisteret confirms both values.
    "E-postadressen er den samme som før hos skolen og barnehagen, og er nå bekreftet fra kontaktregisteret.",
  ]);
  await expect(mobile.card.getByText("900 00 502")).toHaveCount(1);
  await expect(mobile.holders).toHaveText(["Skolen", "Barnehagen"]);
  await expect(mobile.card).toContainText("Du endrer dette i kontaktregisteret.");
  const fromKrr = { value: "+4790000502", origin: "krr", editable: false };
  expect(heldIn(school, person, "mobile")).toEqual(fromKrr);
  expect(heldIn(kindergarten, person, "mobile")).toEqual(fromKrr);
});

test("who has no e-mail anywhere is told so, adds it in kontaktregisteret and is reached by both", async ({
  page,
  portal,
}) => {
  const person = personIn(portal.world, "uten-epost");
  const { verdict, email, mobile, update } = await openMinProfil(page, person);
  await expect(verdict).toHaveText("Skolen og barnehagen når deg på SMS, men mangler e-postadressen din.");
  await expect(email.card).toContainText("Vi mangler e-postadressen din.");
  await expect(mobile.card).not.toContainText("mangler");

  await email.toKrr.click();
  await digdir(page).saveEmail("even.kunmobil@example.no");
  await digdir(page).goBack();
  await expect(page).toHaveURL("/min-profil");

  await update.press();
  await expect(update.sentences).toHaveText([
    "E-postadressen even.kunmobil@example.no er lagt inn hos skolen og barnehagen.",
    /^Mobilnummeret er det samme som før/,
  ]);
  await expect(verdict).toHaveText("Skolen og barnehagen når deg på SMS og e-post.");
  for (const register of [portal.world.school, portal.world.kindergarten])
    expect(heldIn(register, person, "email")).toEqual({
      value: "even.kunmobil@example.no",
      origin: "krr",
      editable: false,
    });
});
