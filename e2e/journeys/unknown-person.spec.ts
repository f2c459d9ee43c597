import { personIn } from "./people.ts";
import { openMinProfil } from "./pages/min-profil.ts";
import { expect, test } from "./portal.ts";

test("P2: who is registered nowhere learns why nothing is shown, whom to ask and what happens next", async ({
  page,
  portal,
}) => {
  const { content } = await openMinProfil(page, personIn(portal.world, "ukjent"));
  for (const sentence of [
    "Vi finner deg ikke hos skolene og barnehagene i Prøvebygd kommune.",
    "Har du nettopp søkt plass, kan det ta noen dager.",
    "Ta kontakt med skolen eller barnehagen hvis du mener dette er feil.",
    "Når du er registrert, ser du her hvilket mobilnummer og hvilken e-postadresse som er registrert på deg.",
  ])
    await expect(content).toContainText(sentence);
});

test("P2: who is registered nowhere sees no contact data and no button that cannot help", async ({
  page,
  portal,
}) => {
  const { content, mobile, email, update } = await openMinProfil(page, personIn(portal.world, "ukjent"));
  await expect(content).toContainText("Vi finner deg ikke");
  // Known to kontaktregisteret, which is nobody's business while no system here holds her.
  await expect(content).not.toContainText("400 00 010");
  await expect(content).not.toContainText("nyinnflyttet@example.no");
  for (const part of [mobile.card, email.card, update.button, update.editInKrr])
    await expect(part).toHaveCount(0);
});
