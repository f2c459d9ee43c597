import { personIn } from "./people.ts";
import { openMinProfil } from "./pages/min-profil.ts";
import { expect, test } from "./portal.ts";

const EXPIRED = "Du har ikke bekreftet mobilnummeret og e-postadressen på over 18 måneder.";

for (const filterExpired of [false, true])
  test(`P13: who has not confirmed anything for 18 months is told so where kontaktregisteret ${filterExpired ? "withholds" : "delivers"} what has expired`, async ({
    page,
    portal,
  }) => {
    portal.world.krr.switches.filterExpired = filterExpired;
    const { verdict, mobile, email } = await openMinProfil(page, personIn(portal.world, "utlopt-begge"));
    await expect(verdict).toContainText(EXPIRED);
    await expect(mobile.card).toContainText("400 00 011");
    for (const { card, toKrr } of [mobile, email]) {
      await expect(card).toContainText(/bekreft (?:det|den) der|Bekreft (?:det|den) i kontaktregisteret/);
      await expect(card).not.toContainText(/Kontaktregisteret har ikke (?:mobilnummeret|e-postadressen)/);
      await expect(toKrr).toBeVisible();
    }
  });
