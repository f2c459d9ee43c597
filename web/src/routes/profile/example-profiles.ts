import type { ContactFieldView, Profile } from "@foresattportal/shared/contract/profile.ts";
import {
  ANSWERED,
  BOTH,
  EMAIL,
  held,
  holding,
  KINDERGARTEN,
  KNOWN,
  knownProfile,
  krrHolds,
  missing,
  MOBILE,
  REACH_BOTH,
  SCHOOL,
} from "./example-parts.ts";
import { APART_FROM_KRR } from "./example-apart.ts";

const DIFFERING_EMAIL: ContactFieldView = {
  state: "differing",
  held: [
    held("kari@gammel.example.no", [
      holding("skole", { origin: "manual", confirmedAt: "2024-08-20T09:00:00.000Z" }),
    ]),
    held("kari@ny.example.no", [holding("barnehage")]),
  ],
  gaps: [],
  krr: krrHolds("kari@ny.example.no"),
  takenFromKrrIn: ["skole", "barnehage"],
  nextStep: "refresh",
};

const DIFFERING_MOBILE: ContactFieldView = {
  state: "differing",
  held: [
    held("400 00 002", [holding("skole", { origin: "import", confirmedAt: null })]),
    held("912 34 502", [holding("barnehage")]),
  ],
  gaps: [],
  krr: krrHolds("912 34 502"),
  takenFromKrrIn: ["skole", "barnehage"],
  nextStep: "refresh",
};

const SCHOOL_ONLY = { systems: [SCHOOL, { ...KINDERGARTEN, holdsPerson: false }] };
const SCHOOL_BOTH = { reach: [REACH_BOTH] };

const SCHOOL_MOBILE: ContactFieldView = {
  ...MOBILE,
  state: "agreed",
  held: held("912 34 567", [holding("skole")]),
  takenFromKrrIn: ["skole"],
};

const SCHOOL_EMAIL: ContactFieldView = {
  ...EMAIL,
  state: "agreed",
  held: held("kari.nordmann@example.no", [holding("skole")]),
  takenFromKrrIn: ["skole"],
};

/** One profile for every state of the page that a person can meet (product 2). */
export const EXAMPLES = {
  ...APART_FROM_KRR,
  inOrder: knownProfile(),
  onlySchool: knownProfile(
    {
      verdict: { level: "both", ...SCHOOL_BOTH, nextStep: "none" },
      mobile: SCHOOL_MOBILE,
      email: SCHOOL_EMAIL,
      workPhone: { state: "none", writableIn: ["skole"] },
    },
    SCHOOL_ONLY,
  ),
  differing: knownProfile({
    verdict: { ...KNOWN.verdict, nextStep: "refresh" },
    mobile: DIFFERING_MOBILE,
    email: DIFFERING_EMAIL,
    workPhone: {
      state: "differing",
      held: [
        held("22 00 00 01", [holding("skole", { origin: "guardian" })]),
        held("22 00 00 02", [holding("barnehage", { origin: "guardian" })]),
      ],
      writableIn: ["skole", "barnehage"],
    },
  }),
  missingEmail: knownProfile(
    {
      verdict: {
        level: "sms",
        reach: [{ systemId: "skole", sms: true, email: false }],
        nextStep: "add-in-krr",
      },
      mobile: SCHOOL_MOBILE,
      email: missing({ gaps: [{ systemId: "skole", reason: "empty" }], takenFromKrrIn: ["skole"] }),
    },
    SCHOOL_ONLY,
  ),
  missingMobile: knownProfile({
    verdict: {
      level: "email",
      reach: [
        { systemId: "skole", sms: false, email: true },
        { systemId: "barnehage", sms: false, email: true },
      ],
      nextStep: "add-in-krr",
    },
    mobile: missing(),
  }),
  unreachable: knownProfile(
    {
      verdict: {
        level: "none",
        reach: [
          { systemId: "skole", sms: false, email: false },
          { systemId: "barnehage", sms: false, email: false },
        ],
        nextStep: "add-in-krr",
      },
      mobile: missing(),
      email: missing(),
      workPhone: { state: "none", writableIn: ["skole", "barnehage"] },
      lastFetchedAt: null,
    },
    { krr: { state: "answered", person: "not-registered", reserved: false, language: null } },
  ),
  mixedReach: knownProfile({
    verdict: {
      level: "mixed",
      reach: [REACH_BOTH, { systemId: "barnehage", sms: true, email: false }],
      nextStep: "refresh",
    },
    email: {
      ...EMAIL,
      state: "agreed",
      held: held("kari.nordmann@example.no", [holding("skole")]),
      gaps: [{ systemId: "barnehage", reason: "empty" }],
      nextStep: "refresh",
    },
  }),
  mixedOrigin: knownProfile({
    mobile: {
      ...MOBILE,
      state: "agreed",
      held: held("912 34 567", [
        holding("skole", { origin: "manual", confirmedAt: null }),
        holding("barnehage"),
      ]),
    },
  }),
  krrDiffers: knownProfile({
    verdict: { ...KNOWN.verdict, nextStep: "refresh" },
    mobile: { ...MOBILE, krr: krrHolds("987 65 432"), nextStep: "refresh" },
  }),
  /** «Oppdater» would remove what came from there, so the page must not ask for it. */
  deletedWithTyped: knownProfile(
    {
      verdict: { ...KNOWN.verdict, nextStep: "add-in-krr" },
      mobile: {
        ...MOBILE,
        state: "agreed",
        held: held("912 34 567", [holding("skole"), holding("barnehage", { origin: "manual" })]),
        krr: { state: "not-known" },
        nextStep: "add-in-krr",
      },
    },
    { krr: { ...ANSWERED, person: "deleted" } },
  ),
  twiceInSchool: knownProfile({
    verdict: { ...KNOWN.verdict, nextStep: "refresh" },
    mobile: {
      ...DIFFERING_MOBILE,
      state: "differing",
      held: [
        held("400 00 002", [holding("skole", { origin: "manual", confirmedAt: null })]),
        held("912 34 502", BOTH),
      ],
    },
  }),
  differingWhileKrrIsDown: knownProfile(
    {
      verdict: { ...KNOWN.verdict, nextStep: "refresh" },
      mobile: { ...DIFFERING_MOBILE, krr: { state: "not-known" } },
    },
    { krr: { state: "unavailable" } },
  ),
  optedOut: knownProfile({
    verdict: { ...KNOWN.verdict, nextStep: "ask-system" },
    mobile: {
      state: "differing",
      held: [
        held("412 00 300", [
          holding("skole", { origin: "manual", confirmedAt: "2026-08-20T09:00:00.000Z", optedOut: true }),
        ]),
        held("912 34 567", [holding("barnehage")]),
      ],
      gaps: [],
      krr: krrHolds("912 34 567"),
      takenFromKrrIn: ["barnehage"],
      nextStep: "ask-system",
    },
  }),
  blocked: knownProfile({
    verdict: {
      level: "mixed",
      reach: [
        { systemId: "skole", sms: true, email: false },
        { ...REACH_BOTH, systemId: "barnehage" },
      ],
      nextStep: "ask-system",
    },
    email: {
      ...EMAIL,
      state: "agreed",
      held: held("kari.nordmann@example.no", [holding("barnehage")]),
      gaps: [{ systemId: "skole", reason: "blocked" }],
      takenFromKrrIn: ["barnehage"],
      nextStep: "ask-system",
    },
  }),
  reserved: knownProfile({}, { krr: { ...ANSWERED, reserved: true } }),
  deleted: knownProfile(
    {
      verdict: { ...KNOWN.verdict, nextStep: "add-in-krr" },
      mobile: { ...MOBILE, krr: { state: "not-known" }, nextStep: "add-in-krr" },
      email: { ...EMAIL, krr: { state: "not-known" }, nextStep: "add-in-krr" },
    },
    { krr: { ...ANSWERED, person: "deleted" } },
  ),
  expired: knownProfile({
    verdict: { ...KNOWN.verdict, nextStep: "confirm-in-krr" },
    mobile: {
      ...MOBILE,
      krr: krrHolds("912 34 567", { state: "ageing", confirmedAt: "2025-07-02T09:00:00.000Z" }),
      nextStep: "confirm-in-krr",
    },
    email: {
      ...EMAIL,
      krr: krrHolds("kari.nordmann@example.no", {
        state: "expired",
        confirmedAt: "2025-03-02T09:00:00.000Z",
      }),
      nextStep: "confirm-in-krr",
    },
  }),
  unusableInKrr: knownProfile({
    verdict: { ...KNOWN.verdict, nextStep: "add-in-krr" },
    mobile: { ...MOBILE, krr: { state: "unusable", display: "+47-1234" }, nextStep: "add-in-krr" },
  }),
  duplicate: knownProfile({ mobile: { ...MOBILE, krr: krrHolds("912 34 567", { duplicate: true }) } }),
  kindergartenStale: knownProfile(
    {},
    { systems: [SCHOOL, { ...KINDERGARTEN, answer: "stale", asOf: "2026-11-21T17:05:00.000Z" }] },
  ),
  kindergartenDown: knownProfile(
    {
      verdict: { level: "both", ...SCHOOL_BOTH, nextStep: "none" },
      mobile: SCHOOL_MOBILE,
      email: SCHOOL_EMAIL,
    },
    {
      systems: [
        SCHOOL,
        { ...KINDERGARTEN, answer: "unavailable", holdsPerson: null, asOf: "2026-11-20T07:30:00.000Z" },
      ],
    },
  ),
  krrDown: knownProfile(
    { mobile: { ...MOBILE, krr: { state: "not-known" } }, email: { ...EMAIL, krr: { state: "not-known" } } },
    { krr: { state: "unavailable" } },
  ),
  krrOff: knownProfile(
    { mobile: { ...MOBILE, krr: { state: "not-known" } }, email: { ...EMAIL, krr: { state: "not-known" } } },
    { krr: { state: "off" } },
  ),
  longValues: knownProfile({
    name: "Anne-Margrethe Bjørnstad-Østensen",
    mobile: { ...MOBILE, state: "agreed", held: held("+46 70 123 45 67", BOTH), krr: { state: "not-known" } },
    email: {
      ...EMAIL,
      state: "agreed",
      held: held("anne.margrethe.bjornstad.ostensen@avdeling.virksomhet.example.no", BOTH),
      krr: { state: "not-known" },
    },
  }),
  unknown: knownProfile(
    {},
    {
      systems: [
        { ...SCHOOL, holdsPerson: false },
        { ...KINDERGARTEN, holdsPerson: false },
      ],
      page: { state: "unknown" },
    },
  ),
  unavailable: knownProfile(
    {},
    {
      systems: [
        { ...SCHOOL, answer: "unavailable", holdsPerson: null, asOf: "2026-11-22T06:30:00.000Z" },
        { ...KINDERGARTEN, answer: "unavailable", holdsPerson: null, asOf: null },
      ],
      page: { state: "unavailable" },
    },
  ),
} as const satisfies Record<string, Profile>;
