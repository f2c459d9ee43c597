import type {
  ContactFieldView,
  HeldValue,
  Holding,
  KrrChannelView,
  Profile,
  ProfilePage,
  SystemStatus,
  WorkPhoneView,
} from "@foresattportal/shared/contract/profile.ts";

type KnownPage = Extract<ProfilePage, { state: "known" }>;

/** The moment at which the examples are looked at. */
export const NOW = "2026-11-22T13:20:00.000Z";
const CONFIRMED = "2026-03-14T09:00:00.000Z";

export const SCHOOL: SystemStatus = {
  id: "skole",
  name: "Prøvebygd oppvekst skole",
  kind: "school",
  answer: "fresh",
  asOf: NOW,
  holdsPerson: true,
};

export const KINDERGARTEN: SystemStatus = {
  id: "barnehage",
  name: "Prøvebygd oppvekst barnehage",
  kind: "kindergarten",
  answer: "fresh",
  asOf: NOW,
  holdsPerson: true,
};

/** A register's holding; from kontaktregisteret unless told otherwise. */
export function holding(systemId: string, over: Partial<Holding> = {}): Holding {
  return { systemId, origin: "krr", confirmedAt: CONFIRMED, optedOut: false, ...over };
}

/** A value as shown, held by these registers. */
export function held(display: string, holdings: Holding[]): HeldValue {
  return { value: display.includes("@") ? display : `+47${display.replaceAll(" ", "")}`, display, holdings };
}

/** What kontaktregisteret holds; confirmed lately unless told otherwise. */
export function krrHolds(
  display: string,
  over: { state?: "current" | "ageing" | "expired"; confirmedAt?: string | null; duplicate?: boolean } = {},
): KrrChannelView {
  return {
    state: "current",
    value: held(display, []).value,
    display,
    confirmedAt: CONFIRMED,
    duplicate: false,
    ...over,
  };
}

/** Both registers, with the value from kontaktregisteret. */
export const BOTH = [holding("skole"), holding("barnehage")];

export const MOBILE: ContactFieldView = {
  state: "agreed",
  held: held("912 34 567", BOTH),
  gaps: [],
  krr: krrHolds("912 34 567"),
  takenFromKrrIn: ["skole", "barnehage"],
  nextStep: "none",
};

export const EMAIL: ContactFieldView = {
  state: "agreed",
  held: held("kari.nordmann@example.no", BOTH),
  gaps: [],
  krr: krrHolds("kari.nordmann@example.no"),
  takenFromKrrIn: ["skole", "barnehage"],
  nextStep: "none",
};

/** A field that both registers lack, and kontaktregisteret too unless told otherwise. */
export function missing(over: Partial<ContactFieldView> = {}): ContactFieldView {
  return {
    gaps: [
      { systemId: "skole", reason: "empty" },
      { systemId: "barnehage", reason: "empty" },
    ],
    krr: { state: "none" },
    takenFromKrrIn: ["skole", "barnehage"],
    nextStep: "add-in-krr",
    ...over,
    state: "missing",
  };
}

const WORK_PHONE: WorkPhoneView = {
  state: "agreed",
  held: held("22 00 00 01", [
    holding("skole", { origin: "guardian" }),
    holding("barnehage", { origin: "guardian" }),
  ]),
  writableIn: ["skole", "barnehage"],
};

/** The school reaches the person both ways. */
export const REACH_BOTH = { systemId: "skole", sms: true, email: true };

export const KNOWN: KnownPage = {
  state: "known",
  name: "Kari Nordmann",
  verdict: {
    level: "both",
    reach: [REACH_BOTH, { ...REACH_BOTH, systemId: "barnehage" }],
    nextStep: "none",
  },
  mobile: MOBILE,
  email: EMAIL,
  workPhone: WORK_PHONE,
  lastFetchedAt: "2026-11-22T08:12:00.000Z",
};

export const ANSWERED = { state: "answered", person: "active", reserved: false, language: null } as const;

/** A profile of somebody known to both registers with everything in order, but for what is told otherwise. */
export function knownProfile(page: Partial<KnownPage> = {}, over: Partial<Profile> = {}): Profile {
  return { systems: [SCHOOL, KINDERGARTEN], krr: ANSWERED, page: { ...KNOWN, ...page }, ...over };
}
