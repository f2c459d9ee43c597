import { expectAccessible } from "./accessible.ts";
import { leaveNothingKept } from "./nothing-kept.ts";
import { digdir } from "./pages/digdir.ts";
import { idporten } from "./pages/idporten.ts";
import { landing } from "./pages/landing.ts";
import { openMinProfil } from "./pages/min-profil.ts";
import { userMenu } from "./pages/user-menu.ts";
import { workPhone } from "./pages/work-phone.ts";
import { personIn } from "./people.ts";
import { expect, test } from "./portal.ts";

const PUBLIC_PAGES = [
  ["/", "Kan skolen og barnehagen nå deg?"],
  ["/personvern", "Personvern"],
  ["/tilgjengelighet", "Tilgjengelighet"],
  ["/hjelp", "Hjelp"],
  ["/utlogget", "Du er logget ut"],
  ["/feil/idporten-unavailable?ref=abc", "Vi får ikke kontakt med ID-porten"],
  ["/finnes-ikke", "Vi finner ikke siden"],
] as const;

/** One person for each state that looks different. */
const STATES = [
  "kari",
  "ukjent",
  "ulik",
  "uten-epost",
  "slettet",
  "utlopt-begge",
  "valgt-bort",
  "jobbtelefon",
  "ingen-kontakt",
];

for (const [address, heading] of PUBLIC_PAGES)
  test(`axe finds nothing on ${address}`, async ({ page, announceFault }) => {
    announceFault(/status of (404|503)/);
    await page.goto(address);
    await expect(page.getByRole("heading", { level: 1, name: heading })).toBeVisible();
    await expectAccessible(page);
  });

for (const key of STATES)
  test(`axe finds nothing on «Min profil» of ${key}`, async ({ page, portal }) => {
    const { verdict } = await openMinProfil(page, personIn(portal.world, key));
    await expect(verdict).toBeVisible();
    await expectAccessible(page);
  });

test("axe finds nothing on «Min profil» with the menu open", async ({ page, portal }) => {
  const person = personIn(portal.world, "kari");
  await openMinProfil(page, person);
  await userMenu(page, person).toggle.click();
  await expect(userMenu(page, person).logOutButton).toBeVisible();
  await expectAccessible(page);
});

test("axe finds nothing on «Min profil» while nobody answers", async ({ page, portal }) => {
  const person = personIn(portal.world, "kari");
  await leaveNothingKept(page, person);
  for (const system of [portal.world.school, portal.world.kindergarten, portal.world.krr])
    system.faults.set({ down: true });
  const { content } = await openMinProfil(page, person);
  await expect(content).toContainText("Vi får ikke svar akkurat nå");
  await expectAccessible(page);
});

test("axe finds nothing on the work-phone form with what is wrong, and on the question before removal", async ({
  page,
  portal,
  announceFault,
}) => {
  announceFault(/status of 400/);
  await openMinProfil(page, personIn(portal.world, "jobbtelefon"));
  const phone = workPhone(page);
  await phone.change.click();
  await phone.type("12 34");
  await expect(phone.input).toHaveAttribute("aria-invalid", "true");
  await expectAccessible(page);
  await phone.cancel.click();
  await phone.remove.click();
  await expect(phone.question).toBeVisible();
  await expectAccessible(page);
});

test("axe finds nothing on ID-porten's log-in page and on Min profil at Digdir", async ({ page, portal }) => {
  await landing(page).open();
  await landing(page).login.click();
  await expect(idporten(page).heading).toBeVisible();
  await expectAccessible(page);
  await idporten(page).choose(personIn(portal.world, "ulik"));
  await page.getByRole("link", { name: "Endre i kontaktregisteret" }).click();
  await expect(digdir(page).heading).toBeVisible();
  await expectAccessible(page);
});

test("axe finds nothing on the result of «Oppdater»", async ({ page, portal }) => {
  const { update } = await openMinProfil(page, personIn(portal.world, "ansatt"));
  await update.press();
  await expect(update.result).not.toBeEmpty();
  await expectAccessible(page);
});
