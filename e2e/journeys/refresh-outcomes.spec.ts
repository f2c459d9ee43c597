import type { World } from "../world/start-world.ts";
import { openMinProfil } from "./pages/min-profil.ts";
import { personIn } from "./people.ts";
import { expect, test } from "./portal.ts";

interface Outcome {
  readonly person: string;
  readonly guarantee: string;
  readonly arrange?: (world: World) => void;
  readonly says: readonly string[];
  /** Writes that changed a person, in school and kindergarten. */
  readonly effects: readonly [school: number, kindergarten: number];
}

const OUTCOMES: readonly Outcome[] = [
  {
    person: "valgt-bort",
    guarantee: "a field that the school keeps by hand is left alone",
    says: [
      "Ingenting er endret siden sist.",
      "Skolen holder mobilnummeret ved like selv, så det er ikke endret der.",
    ],
    effects: [0, 0],
  },
  {
    person: "sperret",
    guarantee: "a field that is empty on purpose stays empty",
    says: [
      "Ingenting er endret siden sist.",
      "Skolen har latt e-postadressen stå tom med vilje, så den er ikke fylt ut der.",
    ],
    effects: [0, 0],
  },
  {
    person: "slettet",
    guarantee: "who was deleted from kontaktregisteret loses what came from there and nothing else",
    says: [
      "Mobilnummeret 400 00 008 er fjernet hos skolen, fordi det ikke lenger står i kontaktregisteret.",
      "E-postadressen sletta@example.no er fjernet hos skolen, fordi den ikke lenger står i kontaktregisteret.",
      "Vi fikk ikke noe mobilnummer fra kontaktregisteret, så det er ikke endret hos barnehagen.",
      "Vi fikk ingen e-postadresse fra kontaktregisteret, så den er ikke endret hos barnehagen.",
    ],
    effects: [1, 0],
  },
  {
    person: "ingen-kontakt",
    guarantee: "who is not in kontaktregisteret is told that there is nothing to fetch",
    says: [
      "Ingenting er endret siden sist.",
      "Vi fikk ikke noe mobilnummer fra kontaktregisteret, så det er ikke endret hos skolen og barnehagen.",
      "Vi fikk ingen e-postadresse fra kontaktregisteret, så den er ikke endret hos skolen og barnehagen.",
    ],
    effects: [0, 0],
  },
  {
    person: "utlopt-epost",
    guarantee: "a value nobody has confirmed for 18 months displaces nothing that was typed",
    says: [
      "Ingenting er endret siden sist.",
      "E-postadressen i kontaktregisteret er ikke bekreftet på over 18 måneder, så den er ikke brukt hos barnehagen. Bekreft den i kontaktregisteret.",
    ],
    effects: [0, 0],
  },
  {
    person: "uleselig",
    guarantee: "what cannot be read as a number is not written anywhere",
    says: [
      "Ingenting er endret siden sist.",
      "Det som står i kontaktregisteret, er ikke et gyldig mobilnummer, så det er ikke brukt hos skolen og barnehagen. Rett det i kontaktregisteret.",
    ],
    effects: [0, 0],
  },
  {
    person: "ulik-skrivemate",
    guarantee: "the same number written differently is confirmed and not called a change",
    says: [
      "Mobilnummeret hos skolen og barnehagen er det samme som før og er nå bekreftet av kontaktregisteret.",
      "E-postadressen hos skolen og barnehagen er den samme som før og er nå bekreftet av kontaktregisteret.",
    ],
    effects: [1, 1],
  },
  {
    person: "bare-skole",
    guarantee: "who has a child in school alone reads of no kindergarten",
    says: ["Ingenting er endret siden sist."],
    effects: [0, 0],
  },
  {
    person: "dobbel",
    guarantee: "both records of one person in one register are made right",
    says: [
      "Mobilnummeret er endret fra 400 00 127 til 400 00 027 hos skolen.",
      "E-postadressen dag@example.no er lagt inn hos skolen.",
    ],
    effects: [1, 0],
  },
  {
    person: "tom-i-krr",
    guarantee: "a system that takes its time is said to take its time",
    arrange: ({ kindergarten, krr, people }) => {
      kindergarten.faults.set({ asynchronous: { pollsUntilDone: 0 } });
      const mobile = { value: "+4740000106", updatedAt: new Date(), verifiedAt: null, validatedAt: null };
      krr.store.update(personIn({ people }, "tom-i-krr").nationalId, (entry) => ({ ...entry, mobile }));
    },
    says: [
      "Mobilnummeret er endret fra 400 00 006 til 400 00 106 hos skolen.",
      "Vi fikk ingen e-postadresse fra kontaktregisteret, så den er ikke endret hos skolen og barnehagen.",
      "Barnehagen har fått mobilnummeret 400 00 106, men det kan ta litt tid før det vises.",
    ],
    effects: [1, 0],
  },
];

for (const { person: key, guarantee, arrange, says, effects } of OUTCOMES)
  test(`P6: ${guarantee}`, async ({ page, portal }) => {
    const { world } = portal;
    arrange?.(world);
    const { update } = await openMinProfil(page, personIn(world, key));
    await update.press();
    await expect(update.sentences).toHaveText([...says]);
    expect([world.school.effects, world.kindergarten.effects]).toEqual(effects);
  });
