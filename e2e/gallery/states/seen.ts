import { openMinProfil } from "../../journeys/pages/min-profil.ts";
import { personIn } from "../../journeys/people.ts";
import type { State } from "../state.ts";

interface Seen extends Omit<State, "open"> {
  /** Key of the test person who sees it as soon as she is logged in. */
  readonly person: string;
}

const SEEN: readonly Seen[] = [
  {
    id: "all-in-order",
    title: "Everything is in order",
    shows: ["P1", "P7", "P19"],
    tells: ["page known", "krr answered"],
    person: "kari",
  },
  {
    id: "unknown-person",
    title: "Nobody holds the person",
    shows: ["P2"],
    tells: ["page unknown"],
    person: "ukjent",
  },
  { id: "employee-only", title: "An employee who is no guardian", shows: ["P2"], person: "kollega" },
  {
    id: "values-differ",
    title: "School, kindergarten and kontaktregisteret differ",
    shows: ["P3", "P20"],
    person: "ulik",
  },
  { id: "held-twice", title: "Held twice by one register", shows: ["P3"], person: "dobbel" },
  { id: "email-missing", title: "The e-mail address is missing", shows: ["P4", "P19"], person: "uten-epost" },
  { id: "mobile-missing", title: "The mobile number is missing", shows: ["P4", "P19"], person: "uten-mobil" },
  {
    id: "empty-in-krr",
    title: "Typed by the school, nothing told by kontaktregisteret",
    shows: ["P4"],
    person: "tom-i-krr",
  },
  { id: "unreachable", title: "Nobody can reach the person", shows: ["P4", "P19"], person: "ingen-kontakt" },
  { id: "work-phones-differ", title: "Work phones differ", shows: ["P5"], person: "jobbtelefon" },
  { id: "not-yet-copied", title: "Nothing copied yet", shows: ["P6"], person: "d-nummer" },
  { id: "school-only", title: "Only the school knows the person", shows: ["P9"], person: "bare-skole" },
  {
    id: "kindergarten-only",
    title: "Only the kindergarten knows the person",
    shows: ["P9"],
    person: "bare-barnehage",
  },
  { id: "child-has-left", title: "The child has left school", shows: ["P9"], person: "sluttet" },
  { id: "spelled-differently", title: "One value, two spellings", shows: ["P10"], person: "ulik-skrivemate" },
  { id: "mixed-origin", title: "Mixed origin", shows: ["P11"], person: "blandet" },
  { id: "opted-out", title: "The school keeps the number by hand", shows: ["P12"], person: "valgt-bort" },
  { id: "blocked", title: "Empty on purpose", shows: ["P12"], person: "sperret" },
  {
    id: "not-registered",
    title: "Not registered in kontaktregisteret",
    shows: ["P13"],
    person: "ikke-registrert",
  },
  { id: "deleted", title: "Deleted from kontaktregisteret", shows: ["P13"], person: "slettet" },
  {
    id: "email-expired",
    title: "The e-mail address has expired",
    shows: ["P13", "P23"],
    person: "utlopt-epost",
  },
  { id: "both-expired", title: "Both have expired", shows: ["P13", "P23"], person: "utlopt-begge" },
  { id: "reserved", title: "Reserved against digital post", shows: ["P13"], person: "reservert" },
  { id: "protected", title: "A protected address", shows: ["P17"], person: "skjermet" },
  { id: "without-insight", title: "A role without insight", shows: ["P17"], person: "uten-innsyn" },
  { id: "employee", title: "Guardian and employee", shows: ["P18"], person: "ansatt" },
  {
    id: "shared-address",
    title: "The address is registered on someone else too",
    shows: ["P22"],
    person: "delt-epost-mor",
  },
  { id: "soon-expired", title: "To be confirmed soon", shows: ["P23"], person: "snart-utlopt" },
  { id: "foreign-number", title: "A Swedish number", shows: ["P1"], person: "utenlandsk" },
  {
    id: "unreadable-in-krr",
    title: "Kontaktregisteret holds no real number",
    shows: ["P20"],
    person: "uleselig",
  },
];

function asSeen({ person, ...state }: Seen): State {
  return {
    ...state,
    open: async ({ page, world }) => {
      const { verdict } = await openMinProfil(page, personIn(world, person));
      await verdict.waitFor();
    },
  };
}

/** What the page shows as soon as somebody is logged in. */
export const seen: readonly State[] = SEEN.map(asSeen);
