import {
  both,
  child,
  fresh,
  fromKrr,
  guardian,
  inKrr,
  keptByHand,
  own,
  position,
  since,
  typed,
  who,
  WITHOUT_INSIGHT,
} from "./describe.ts";
import type { PersonSpec } from "./describe.ts";
import { personFrom } from "./person-from-spec.ts";
import type { Person } from "./person.ts";

const OLD = { changed: 30, confirmed: 20 };

/** Numbers are synthetic (month + 80); phone numbers and addresses are invented. Ages are months before now. */
const SPECS: readonly PersonSpec[] = [
  who("kari", "15838720231", "Kari Normann Test", {
    special: "Alt er i orden: begge systemer har verdiene fra kontaktregisteret",
    states: ["P1", "P8", "P14", "P15", "P16"],
    krr: inKrr({ mobile: fresh("+4791234567"), email: fresh("kari.normann@example.no") }),
    ...both(guardian({ mobile: fromKrr("912 34 567"), email: fromKrr("kari.normann@example.no") })),
  }),
  who("ukjent", "22858420141", "Ukjent Nyinnflyttet", {
    special: "Finnes verken hos skolen eller barnehagen",
    states: ["P2"],
    krr: inKrr({ mobile: fresh("+4740000010"), email: fresh("nyinnflyttet@example.no") }),
  }),
  who("ulik", "03899020072", "Ulrikke Ulik", {
    special: "Skolen og barnehagen har hver sitt gamle mobilnummer; kontaktregisteret har det nye",
    states: ["P3", "P6", "P7"],
    krr: inKrr({ mobile: since("+4791234502", 1, 1), email: fresh("ulrikke@example.no") }),
    school: [guardian({ mobile: typed("400 00 002"), email: fromKrr("ulrikke@example.no") })],
    kindergarten: [guardian({ mobile: fromKrr("400 00 003", OLD), email: fromKrr("ulrikke@example.no") })],
  }),
  who("uten-epost", "11928220178", "Even Kunmobil", {
    special: "E-postadressen mangler overalt, også i kontaktregisteret",
    states: ["P4"],
    krr: inKrr({ mobile: fresh("+4740000004") }),
    ...both(guardian({ mobile: fromKrr("400 00 004"), children: [child({ kind: "father" })] })),
  }),
  who("uten-mobil", "27818620018", "Mona Kunepost", {
    special: "Mobilnummeret mangler overalt, også i kontaktregisteret",
    states: ["P4"],
    krr: inKrr({ email: fresh("mona.kunepost@example.no") }),
    ...both(guardian({ email: fromKrr("mona.kunepost@example.no") })),
  }),
  who("tom-i-krr", "19837920100", "Tom Tomhendt", {
    special: "Står i kontaktregisteret uten mobil og e-post; skolen har tastet inn et nummer",
    states: ["P4"],
    krr: inKrr({}),
    school: [guardian({ mobile: typed("400 00 006"), registeredBy: "manual" })],
    kindergarten: [guardian()],
  }),
  who("ikke-registrert", "08889220261", "Ingrid Utenregister", {
    special: "Er ikke registrert i kontaktregisteret; begge systemer har verdier tastet inn for hånd",
    states: ["P13"],
    krr: null,
    ...both(guardian({ mobile: typed("400 00 007"), email: typed("ingrid.u@example.no") })),
  }),
  who("slettet", "30867520127", "Sletta Fraregister", {
    special:
      "Er slettet fra kontaktregisteret; skolen har fortsatt verdiene derfra, barnehagen har tastet inn selv",
    states: ["P13"],
    krr: inKrr({ status: "SLETTET" }),
    school: [guardian({ mobile: fromKrr("400 00 008", OLD), email: fromKrr("sletta@example.no", OLD) })],
    kindergarten: [guardian({ mobile: typed("+4740000008") })],
  }),
  who("utlopt-epost", "14828120035", "Grete Gammelepost", {
    special: "E-postadressen er ikke bekreftet på over 18 måneder; mobilnummeret er i orden",
    states: ["P13"],
    krr: inKrr({ mobile: fresh("+4740000009"), email: since("grete@gammel.example.no", 40, 24) }),
    school: [guardian({ mobile: fromKrr("400 00 009"), email: fromKrr("grete@gammel.example.no") })],
    kindergarten: [guardian({ mobile: fromKrr("+4740000009"), email: typed("grete@ny.example.no") })],
  }),
  who("utlopt-begge", "25919120102", "Olav Utløpsen", {
    special: "Verken mobil eller e-post er bekreftet på over 18 måneder",
    states: ["P13"],
    krr: inKrr({ mobile: since("+4740000011", 40, 19), email: since("olav@gammel.example.no", 30, null) }),
    ...both(guardian({ mobile: fromKrr("+4740000011"), email: fromKrr("olav@gammel.example.no") })),
  }),
  who("snart-utlopt", "05878820241", "Sigrid Snart", {
    special: "Begge verdier er snart 18 måneder gamle og bør bekreftes",
    states: ["P13"],
    krr: inKrr({ mobile: since("+4740000012", 40, 17), email: since("sigrid.snart@example.no", 17, 17) }),
    ...both(guardian({ mobile: fromKrr("400 00 012"), email: fromKrr("sigrid.snart@example.no") })),
  }),
  who("reservert", "17848320145", "Reidar Reservert", {
    special: "Har reservert seg mot digital post, men har mobil og e-post",
    states: ["P13"],
    krr: inKrr({ reserved: 20, mobile: fresh("+4740000013"), email: fresh("reidar@example.no") }),
    ...both(guardian({ mobile: fromKrr("400 00 013"), email: fromKrr("reidar@example.no") })),
  }),
  who("delt-epost-mor", "09908520081", "Marte Fellesen", {
    special: "Deler e-postadresse med Ivar Fellesen",
    states: ["P1"],
    krr: inKrr({ mobile: fresh("+4740000014"), email: fresh("familien.fellesen@example.no") }),
    ...both(guardian({ mobile: fromKrr("400 00 014"), email: fromKrr("familien.fellesen@example.no") })),
  }),
  who("delt-epost-far", "21897820118", "Ivar Fellesen", {
    special: "Deler e-postadresse med Marte Fellesen",
    states: ["P1"],
    krr: inKrr({ mobile: fresh("+4740000015"), email: fresh("familien.fellesen@example.no") }),
    ...both(guardian({ mobile: fromKrr("400 00 015"), email: fromKrr("familien.fellesen@example.no") })),
  }),
  who("utenlandsk", "02819320066", "Svea Utlandsson", {
    special: "Har svensk mobilnummer",
    states: ["P1"],
    krr: inKrr({ mobile: fresh("+46701234567"), email: fresh("svea@example.se"), language: "en" }),
    ...both(guardian({ mobile: fromKrr("+46 70 123 45 67"), email: fromKrr("svea@example.se") })),
  }),
  who("d-nummer", "53858920198", "Dariusz Denummer", {
    special: "Har D-nummer; engelsk i kontaktregisteret",
    states: ["P6"],
    krr: inKrr({ mobile: fresh("+4740000017"), email: fresh("dariusz@example.no"), language: "en" }),
    ...both(guardian({ children: [child({ kind: "father" })], registeredBy: "manual" })),
  }),
  who("skjermet", "26828020063", "Stille Skjermet", {
    special: "Har adressesperre (fortrolig); siden skal ikke avsløre det",
    states: ["P17"],
    krr: inKrr({ mobile: fresh("+4740000018"), email: fresh("stille@example.no") }),
    // No other child goes there: whoever learns the place's name learns where she lives.
    ...both(
      guardian({
        mobile: fromKrr("400 00 018"),
        email: fromKrr("stille@example.no"),
        addressProtection: "confidential",
        children: [child({ unitName: "Gjemmestedet oppvekstsenter" })],
      }),
    ),
  }),
  who("uten-innsyn", "18887720351", "Uno Uteninnsyn", {
    special: "Foresattrolle uten innsyn og uten foreldreansvar: ser bare egne opplysninger",
    states: ["P17"],
    krr: inKrr({ mobile: fresh("+4740000019"), email: fresh("uno@example.no") }),
    ...both(
      guardian({
        mobile: fromKrr("400 00 019"),
        children: [child({ kind: "father", parentalResponsibility: "no", role: WITHOUT_INSIGHT })],
      }),
    ),
  }),
  who("valgt-bort", "07869120221", "Oda Ovstyrt", {
    special: "Skolen holder mobilnummeret ved like selv («Ikke oppdater fra KRR»)",
    states: ["P12"],
    krr: inKrr({ mobile: fresh("+4740000020"), email: fresh("oda@example.no") }),
    school: [
      guardian({ mobile: keptByHand("400 00 120", "Ønsket av foresatt"), email: fromKrr("oda@example.no") }),
    ],
    kindergarten: [guardian({ mobile: fromKrr("+4740000020"), email: fromKrr("Oda@Example.no") })],
  }),
  who("sperret", "29918420183", "Bo Blokkert", {
    special: "E-post er tom med vilje hos skolen (sperret): skal aldri fylles",
    states: ["P12"],
    krr: inKrr({ mobile: fresh("+4740000021"), email: fresh("bo@example.no") }),
    school: [
      guardian({ mobile: fromKrr("400 00 021"), email: keptByHand(null, "Skal ikke ha e-post fra skolen") }),
    ],
    kindergarten: [guardian({ mobile: fromKrr("+4740000021"), email: fromKrr("bo@example.no") })],
  }),
  who("ulik-skrivemate", "12838620041", "Skrive Måte", {
    special: "Samme verdier i begge systemer, skrevet på hver sin måte",
    states: ["P10"],
    krr: inKrr({ mobile: fresh("+4740000022"), email: fresh("skrive.mate@example.no") }),
    school: [guardian({ mobile: typed("400 00 022"), email: typed("skrive.mate@example.no ") })],
    kindergarten: [guardian({ mobile: typed("0047 40000022"), email: typed("Skrive.Mate@EXAMPLE.no") })],
  }),
  who("blandet", "23908220137", "Birger Blandet", {
    special: "E-post kommer fra kontaktregisteret, mobilnummeret har skolen tastet inn",
    states: ["P11"],
    krr: inKrr({ email: fresh("birger@example.no") }),
    school: [guardian({ mobile: typed("400 00 023"), email: fromKrr("birger@example.no") })],
    kindergarten: [guardian({ email: fromKrr("birger@example.no") })],
  }),
  who("bare-skole", "04847920063", "Siri Skolemor", {
    special: "Finnes bare hos skolen",
    states: ["P9"],
    krr: inKrr({ mobile: fresh("+4740000024"), email: fresh("siri@example.no") }),
    school: [guardian({ mobile: fromKrr("400 00 024"), email: fromKrr("siri@example.no") })],
  }),
  who("bare-barnehage", "16898820150", "Bård Barnehagefar", {
    special: "Finnes bare hos barnehagen",
    states: ["P9"],
    krr: inKrr({ mobile: fresh("+4740000025"), email: fresh("baard@example.no"), language: "nn" }),
    kindergarten: [guardian({ mobile: fromKrr("+4740000025"), email: fromKrr("Baard@Example.no") })],
  }),
  who("ansatt", "28819020231", "Anne Ansatt", {
    special: "Er både foresatt og ansatt ved skolen",
    states: ["P18"],
    krr: inKrr({ mobile: fresh("+4740000026"), email: fresh("anne.privat@example.no") }),
    ...both(
      guardian({
        mobile: fromKrr("400 00 026"),
        email: fromKrr("anne.privat@example.no"),
        positions: [position("Lærer")],
      }),
    ),
  }),
  who("dobbel", "10877620196", "Dag Dobbel", {
    special: "Står to ganger i skolens system med ulike mobilnumre",
    states: ["P3"],
    krr: inKrr({ mobile: fresh("+4740000027"), email: fresh("dag@example.no") }),
    school: [
      guardian({ mobile: fromKrr("400 00 027"), email: fromKrr("dag@example.no") }),
      guardian({ mobile: typed("400 00 127"), registeredBy: "manual" }),
    ],
    kindergarten: [guardian({ mobile: fromKrr("+4740000027"), email: fromKrr("dag@example.no") })],
  }),
  who("ingen-kontakt", "24928520028", "Inga Ingenting", {
    special: "Ingen kan nå henne: ingen opplysninger noe sted",
    states: ["P4"],
    krr: null,
    ...both(guardian()),
  }),
  who("jobbtelefon", "06838120103", "Jon Jobbtelefon", {
    special: "Har jobbtelefon, ulik hos skolen og barnehagen",
    states: ["P5"],
    krr: inKrr({ mobile: fresh("+4740000029"), email: fresh("jon@example.no") }),
    school: [
      guardian({
        mobile: fromKrr("400 00 029"),
        email: fromKrr("jon@example.no"),
        workPhone: own("22 00 00 01"),
      }),
    ],
    kindergarten: [
      guardian({
        mobile: fromKrr("+4740000029"),
        email: fromKrr("jon@example.no"),
        workPhone: own("+4722000002"),
      }),
    ],
  }),
  who("uleselig", "20859220089", "Ulla Uleselig", {
    special: "Mobilnummeret i kontaktregisteret kan ikke leses som et telefonnummer",
    states: ["P6"],
    krr: inKrr({ mobile: fresh("+47-1234"), email: fresh("ulla@example.no") }),
    ...both(guardian({ mobile: typed("400 00 030"), email: fromKrr("ulla@example.no") })),
  }),
  who("sluttet", "31818320364", "Sindre Sluttet", {
    special: "Barnet har sluttet på skolen (inaktiv der), men går i barnehagen",
    states: ["P9"],
    krr: inKrr({ mobile: since("+4740000031", 2, 2), email: fresh("sindre@example.no") }),
    school: [
      guardian({
        mobile: typed("400 00 131"),
        status: "inactive",
        children: [child({ placeStatus: "left" })],
      }),
    ],
    kindergarten: [guardian({ mobile: typed("+4740000131"), email: fromKrr("sindre@example.no") })],
  }),
  who("kollega", "01889420088", "Knut Kollega", {
    special: "Er bare ansatt ved skolen, ikke foresatt",
    states: [],
    krr: inKrr({ mobile: fresh("+4740000032"), email: fresh("knut.privat@example.no") }),
    school: [
      guardian({
        mobile: typed("400 00 032"),
        children: [],
        positions: [
          { title: "Assistent", unitName: "Solvang skole", validFrom: "2024-01-02", validTo: null },
        ],
      }),
    ],
  }),
];

/** The named test persons, with every date counted back from `now`. */
export function people(now: Date): readonly Person[] {
  return SPECS.map((spec, index) => personFrom(spec, index, now));
}
