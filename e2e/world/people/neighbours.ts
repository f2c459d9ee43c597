import { fresh, fromKrr, guardian, inKrr, since, typed, who } from "./describe.ts";
import type { PersonSpec } from "./describe.ts";
import { personFrom } from "./person-from-spec.ts";
import type { Person } from "./person.ts";

/** Leaves the opaque ids below to the people of the first municipality. */
const FIRST_INDEX = 50_000;

const SPECS: readonly PersonSpec[] = [
  who("nabo", "06817024015", "Nora Nabo", {
    special: "Bor i nabokommunen; skolen der har verdiene fra kontaktregisteret",
    states: [],
    krr: inKrr({ mobile: fresh("+4740000041"), email: fresh("nora.nabo@example.no") }),
    school: [guardian({ mobile: fromKrr("400 00 041"), email: fromKrr("nora.nabo@example.no") })],
  }),
  who("nabo-ulik", "05857224088", "Nils Nabo", {
    special: "Bor i nabokommunen; skolen der har et gammelt mobilnummer",
    states: [],
    krr: inKrr({ mobile: since("+4740000042", 1, 1), email: fresh("nils.nabo@example.no") }),
    school: [
      guardian({
        mobile: fromKrr("400 00 142", { changed: 40, confirmed: 20 }),
        email: fromKrr("nils.nabo@example.no"),
      }),
    ],
  }),
  who("nabo-manuell", "02897424072", "Nadia Nabo", {
    special: "Bor i nabokommunen; skolen der har registrert henne for hånd, uten e-post",
    states: [],
    krr: inKrr({ mobile: fresh("+4740000043"), email: fresh("nadia.nabo@example.no") }),
    school: [guardian({ mobile: typed("400 00 043"), registeredBy: "manual" })],
  }),
];

/** The named persons of a neighbouring municipality's school, with every date counted back from `now`. */
export function neighbours(now: Date): readonly Person[] {
  return SPECS.map((spec, index) => personFrom(spec, FIRST_INDEX + index, now));
}
