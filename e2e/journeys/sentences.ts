/** What one person must read on «Min profil», and what must not stand there. */
export interface Reading {
  readonly person: string;
  readonly state: string;
  readonly reads: readonly (string | RegExp)[];
  readonly never?: readonly (string | RegExp)[];
}

/** The states of product.md section 2 that are told by sentences, each on the person who shows it. */
export const READINGS: readonly Reading[] = [
  {
    person: "valgt-bort",
    state: "P12: opted out",
    reads: [
      "400 00 120",
      "Skolen holder mobilnummeret ved like selv. Ta kontakt med skolen hvis det skal endres.",
    ],
    never: ["Ønsket av foresatt"],
  },
  {
    person: "sperret",
    state: "P12: blocked",
    reads: ["Skolen har latt e-postadressen stå tom med vilje."],
    never: ["Skal ikke ha e-post", "så får skolen"],
  },
  {
    person: "reservert",
    state: "P13: reserved",
    reads: [
      "Skolen og barnehagen når deg på SMS og e-post.",
      "Du har reservert deg mot digital post fra det offentlige. Du får likevel påminnelser og beskjeder fra skolen og barnehagen.",
    ],
  },
  {
    person: "utlopt-epost",
    state: "P13: one value expired",
    reads: ["Du har ikke bekreftet e-postadressen på over 18 måneder. Bekreft den i kontaktregisteret."],
    never: ["bekreftet mobilnummeret på over"],
  },
  {
    person: "utlopt-begge",
    state: "P13: both values expired",
    reads: [
      "Du har ikke bekreftet mobilnummeret på over 18 måneder.",
      "Du har ikke bekreftet e-postadressen på over 18 måneder.",
    ],
  },
  {
    person: "snart-utlopt",
    state: "P23: soon expired",
    reads: [/Du bekreftet mobilnummeret sist i \p{L}+ \d{4}\. .* før det har gått 18 måneder/u],
  },
  {
    person: "ikke-registrert",
    state: "P13: not in kontaktregisteret",
    reads: ["Du er ikke registrert i kontaktregisteret.", "Skrevet inn av skolen"],
  },
  {
    person: "slettet",
    state: "P13: deleted from kontaktregisteret",
    reads: [/[Ss]lettet fra kontaktregisteret/],
    // «Oppdater» would take values away and bring none.
    never: ["Trykk «Oppdater», så får", "Trykk «Oppdater», så henter"],
  },
  {
    person: "delt-epost-mor",
    state: "P22: duplicate",
    reads: ["Adressen i kontaktregisteret er også registrert på noen andre."],
    never: ["Ivar"],
  },
  {
    person: "skjermet",
    state: "P17: protected",
    reads: ["Skolen og barnehagen når deg på SMS og e-post.", "400 00 018"],
    never: [/skjerm/i, /fortrolig/i, /sperre/i, /confidential/i, /protect/i],
  },
  {
    person: "uten-innsyn",
    state: "P17: role without insight",
    reads: ["400 00 019", "Vi mangler e-postadressen din."],
    never: [/innsyn/i, /foreldreansvar/i, /rolle/i],
  },
  {
    person: "ansatt",
    state: "P18: guardian who is an employee",
    reads: ["anne.privat@example.no"],
    never: [/ansatt/i, "Lærer", "Solvang"],
  },
  {
    person: "d-nummer",
    state: "P13: D-number",
    reads: ["Skolen og barnehagen når deg ikke.", "så får skolen og barnehagen nummeret 400 00 017."],
  },
  {
    person: "bare-skole",
    state: "P9: only in school",
    reads: ["Skolen når deg på SMS og e-post."],
    never: [/barnehage/i, "Ulike"],
  },
  {
    person: "bare-barnehage",
    state: "P9: only in kindergarten",
    reads: ["Barnehagen når deg på SMS og e-post."],
    never: [/skole/i, "Ulike"],
  },
  {
    person: "ulik-skrivemate",
    state: "P10: same value written differently",
    reads: ["Skolen og barnehagen når deg på SMS og e-post.", "400 00 022"],
    never: ["Ulike", "0047"],
  },
  {
    person: "blandet",
    state: "P11: mixed origin",
    reads: ["Skrevet inn av skolen", "Fra kontaktregisteret", "Barnehagen mangler mobilnummeret ditt."],
  },
  {
    person: "dobbel",
    state: "P3: two records in one register",
    reads: ["400 00 027", "400 00 127"],
  },
  {
    person: "kollega",
    state: "employee alone",
    reads: ["Vi finner deg ikke hos skolene og barnehagene i Prøvebygd kommune."],
    never: ["400 00 032", /ansatt/i],
  },
  {
    person: "utenlandsk",
    state: "P1: foreign number",
    reads: ["+46 70 123 45 67"],
  },
  {
    person: "ingen-kontakt",
    state: "P19: reached by nobody",
    reads: [
      "Skolen og barnehagen når deg ikke.",
      "Legg inn mobilnummer og e-postadresse i kontaktregisteret",
    ],
  },
];
