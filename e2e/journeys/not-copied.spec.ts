import { personIn } from "./people.ts";
import { openMinProfil } from "./pages/min-profil.ts";
import { expect, test } from "./portal.ts";

const NEVER = "Skolen og barnehagen får ikke det du endrer i kontaktregisteret.";
const PROMISES = /kommer (?:det|den|de) hit|i natt|Du endrer dette i|Det \S+ har, endrer du i/;

test.afterEach(async ({ portal }) => {
  for (const register of [portal.world.school, portal.world.kindergarten]) register.faults.clear();
  // The portal remembers for ten minutes what a register takes.
  await portal.restart();
});

test("P7: where the municipality only compares, the page promises nothing of kontaktregisteret, and says whom to ask", async ({
  page,
  portal,
}) => {
  await portal.restart({ KRR_MODE: "verify-only" });
  const { content, verdict, mobile, update } = await openMinProfil(page, personIn(portal.world, "ulik"));
  await expect(verdict).toHaveText("Skolen og barnehagen har ulike mobilnumre på deg.");
  await expect(mobile.card).toContainText(
    "Ta kontakt med skolen og barnehagen hvis mobilnummeret skal endres.",
  );
  await expect(update.card).toContainText(NEVER);
  await expect(content).not.toContainText(PROMISES);
  await update.press();
  await expect(update.result).toContainText("Kommunen sjekker mobilnummeret mot kontaktregisteret");
  expect(portal.world.school.calls.writes + portal.world.kindergarten.calls.writes).toBe(0);
});

test("P4: who can be reached by nobody is not sent to kontaktregisteret where no system takes anything from there", async ({
  page,
  portal,
}) => {
  const { school, kindergarten } = portal.world;
  for (const register of [school, kindergarten]) register.faults.set({ readOnly: true });
  await portal.restart();
  const { content, email, update } = await openMinProfil(page, personIn(portal.world, "ingen-kontakt"));
  await expect(email.card).toContainText(
    "Vi mangler e-postadressen din. Ta kontakt med skolen og barnehagen hvis e-postadressen skal endres.",
  );
  await expect(update.card).toContainText(NEVER);
  await expect(content).not.toContainText(PROMISES);
});

test("P7: where one system takes nothing from kontaktregisteret, the page says which one does", async ({
  page,
  portal,
}) => {
  portal.world.kindergarten.faults.set({ readOnly: true });
  await portal.restart();
  const { email, update } = await openMinProfil(page, personIn(portal.world, "uten-epost"));
  await expect(update.card).toContainText(
    "Endrer du noe i kontaktregisteret, får skolen det i natt, eller med en gang når du trykker «Oppdater». Barnehagen får ikke det du endrer i kontaktregisteret.",
  );
  await expect(email.card).toContainText("så kommer den hit når du er tilbake. Barnehagen får ikke det");
});
