import type { IdportenMetadata, RegisterPresentation } from "../../../ports/inspection.ts";
import { KINDERGARTEN, SCHOOL } from "../../../domain/testing/examples.ts";
import type { Attempt, AttemptFailure, Facts, KeyFacts, Setting } from "../facts.ts";
import { judge } from "../judge.ts";

export const NOW = new Date("2026-11-28T12:00:00Z");
export const MUNICIPALITY = SCHOOL.municipality;
export const WELL = { ok: true, value: null } as const;

export const SETTING: Setting = {
  production: true,
  publicOrigin: "https://portal.example.no",
  idportenIssuer: "https://idporten.no",
  acceptedAcr: ["idporten-loa-substantial", "idporten-loa-high"],
  maskinportenIssuer: "https://maskinporten.no/",
  krrBaseUrl: "https://kontaktregisteret.no",
  krrProfileUrl: "https://minprofil.kontaktregisteret.no/",
  gotoUrl: "https://portal.example.no/tilbake",
  engine: "postgres",
  delegated: true,
  keyWarnDays: 30,
};

export const METADATA: IdportenMetadata = {
  issuer: "https://idporten.no",
  addresses: new Set([
    "authorization_endpoint",
    "pushed_authorization_request_endpoint",
    "token_endpoint",
    "jwks_uri",
    "end_session_endpoint",
  ]),
  refusedByUs: [],
  foreign: null,
  levels: ["idporten-loa-substantial", "idporten-loa-high"],
  challengeMethods: ["S256"],
  clientAuthentication: ["private_key_jwt"],
  assertionAlgorithms: ["RS256"],
  idTokenAlgorithms: ["RS256"],
  frontChannelLogout: true,
  backChannelLogout: true,
};

export const PRESENTATION: RegisterPresentation = {
  capabilities: { writable: new Set(["email", "mobile"]), holdsOrigin: true, holdsOptOut: true },
  apiVersion: "1",
  kind: "school",
  orgNumber: MUNICIPALITY.orgNumber,
};

/** A key that was taken and lives for months, unless told otherwise. */
export function key(client: KeyFacts["client"], more: Partial<KeyFacts> = {}): KeyFacts {
  return { client, kid: `${client}-1`, expiresAt: daysFromNow(200), tried: WELL, ...more };
}

export function daysFromNow(days: number): Date {
  return new Date(NOW.getTime() + days * 24 * 60 * 60 * 1000);
}

export function failed(
  upstream: string,
  kind: AttemptFailure["kind"],
  more: Partial<AttemptFailure> = {},
): Extract<Attempt<never>, { ok: false }> {
  return { ok: false, failure: { upstream, kind, ...more } };
}

export function tokenFor(
  purpose: Facts["tokens"][number]["purpose"],
  answer: Attempt<null> = WELL,
): Facts["tokens"][number] {
  const register = purpose === "register" ? SCHOOL.name : null;
  const scope = purpose === "register" ? "contacts.read" : "krr:global/kontaktinfo.read";
  return { purpose, municipality: MUNICIPALITY, register, scope, answer };
}

/** Surroundings in which all is well, unless told otherwise. */
export function facts(more: Partial<Facts> = {}): Facts {
  return {
    now: NOW,
    setting: SETTING,
    metadata: { ok: true, value: METADATA },
    signingKeys: { ok: true, value: 2 },
    keys: [key("idporten"), key("maskinporten")],
    tokens: [tokenFor("krr"), tokenFor("register")],
    krr: [{ municipality: MUNICIPALITY, answer: WELL }],
    registers: [
      { register: SCHOOL, answer: { ok: true, value: PRESENTATION } },
      { register: KINDERGARTEN, answer: { ok: true, value: { ...PRESENTATION, kind: "kindergarten" } } },
    ],
    database: {
      ok: true,
      value: {
        state: "open",
        version: 17,
        pending: [],
        unknown: [],
        readOnly: false,
        mayMigrate: true,
        mayHaveJobs: true,
        aheadSeconds: 0,
      },
    },
    clocks: new Map([
      ["idporten", 0],
      ["maskinporten", 0],
      ["krr", 0],
      [SCHOOL.id, 0],
      ["database", 0],
    ]),
    ...more,
  };
}

/** What is not in order in such surroundings: who has to act, and the sentence. */
export function troubles(
  more: Partial<Facts>,
): readonly { readonly who: string; readonly sentence: string }[] {
  return judge(facts(more)).flatMap(({ state, who, sentence }) =>
    state === "wrong" || state === "unchecked" ? [{ who: who ?? "nobody", sentence }] : [],
  );
}
