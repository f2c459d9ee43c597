import { openMinProfil } from "./pages/min-profil.ts";
import { personIn } from "./people.ts";
import { expect, test } from "./portal.ts";

test("P1: values from kontaktregisteret say where they come from, when they were confirmed, and that they are locked here", async ({
  page,
  portal,
}) => {
  const { mobile, email, content } = await openMinProfil(page, personIn(portal.world, "kari"));
  for (const { card, holders } of [mobile, email]) {
    await expect(card).toContainText(/Fra kontaktregisteret, bekreftet i \p{L}+ \d{4}/u);
    await expect(card).toContainText("Du endrer dette i kontaktregisteret.");
    await expect(holders).toHaveText(["Skolen", "Barnehagen"]);
  }
  await expect(mobile.card).toContainText("912 34 567");
  await expect(content.getByRole("textbox")).toHaveCount(0);
});

test("P7: the page says that a change arrives in the night, or at once with «Oppdater»", async ({
  page,
  portal,
}) => {
  const { update } = await openMinProfil(page, personIn(portal.world, "kari"));
  await expect(update.card).toContainText(
    "Endrer du noe i kontaktregisteret, kommer det hit i natt, eller med en gang når du trykker «Oppdater».",
  );
});

for (const [key, sentence, step] of [
  ["kari", "Skolen og barnehagen når deg på SMS og e-post.", null],
  [
    "uten-epost",
    "Skolen og barnehagen når deg på SMS, men mangler e-postadressen din.",
    "Legg inn e-postadresse i kontaktregisteret",
  ],
  [
    "uten-mobil",
    "Skolen og barnehagen når deg på e-post, men mangler mobilnummeret ditt.",
    "Legg inn mobilnummer i kontaktregisteret",
  ],
  [
    "ingen-kontakt",
    "Skolen og barnehagen når deg ikke.",
    "Legg inn mobilnummer og e-postadresse i kontaktregisteret",
  ],
] as const)
  test(`P19: the first thing on the page is whether «${key}» is reached, with the one thing to do next`, async ({
    page,
    portal,
  }) => {
    const { verdict, content } = await openMinProfil(page, personIn(portal.world, key));
    await expect(verdict).toHaveText(sentence);
    const steps = content.locator(".verdict").getByRole("link");
    if (step === null) await expect(steps).toHaveCount(0);
    else await expect(steps).toHaveText([new RegExp(`^${step}`)]);
  });
