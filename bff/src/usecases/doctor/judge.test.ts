import { describe, expect, it } from "vitest";
import { CHECKS, isAllWell } from "../../domain/doctor/finding.ts";
import { KINDERGARTEN, SCHOOL } from "../../domain/testing/examples.ts";
import type { Facts } from "./facts.ts";
import { judge } from "./judge.ts";
import {
  METADATA,
  MUNICIPALITY,
  PRESENTATION,
  SETTING,
  facts,
  failed,
  key,
  tokenFor,
  troubles,
} from "./testing/facts.ts";

const idporten = (more: Partial<typeof METADATA>): Partial<Facts> => ({
  metadata: { ok: true, value: { ...METADATA, ...more } },
});
const school = (answer: Facts["registers"][number]["answer"]): Partial<Facts> => ({
  registers: [{ register: SCHOOL, answer }],
});
const krr = (answer: Facts["krr"][number]["answer"]): Partial<Facts> => ({
  krr: [{ municipality: MUNICIPALITY, answer }],
});
const open = facts().database.ok ? facts().database : failed("database", "crashed");
const database = (more: object): Partial<Facts> =>
  open.ok ? { database: { ok: true, value: Object.assign({}, open.value, more) } } : {};

describe("a configuration that fits its surroundings", () => {
  it("is well, and each check has said so", () => {
    const findings = judge(facts());
    expect(isAllWell(findings)).toBe(true);
    expect([...new Set(findings.map(({ check }) => check))]).toEqual(CHECKS);
  });

  it("is told what no machine can see: where ID-porten sends people after a logout", () => {
    const notes = judge(facts()).filter(({ state }) => state === "note");
    expect(notes.map(({ sentence }) => sentence).join()).toContain(
      "https://portal.example.no/auth/backchannel-logout",
    );
  });
});

const CASES: readonly (readonly [string, Partial<Facts>, string, RegExp])[] = [
  [
    "mixes production and test of Digdir",
    { setting: { ...SETTING, krrBaseUrl: "https://test.kontaktregisteret.no" } },
    "operator",
    /KRR_BASE_URL to the test environment/,
  ],
  [
    "leads people who come back to another page",
    { setting: { ...SETTING, gotoUrl: "https://portal.example.no/hjem" } },
    "operator",
    /Digdir's Min profil are led elsewhere than to https:\/\/portal\.example\.no\/tilbake/,
  ],
  [
    "has a slash too many in its issuer",
    idporten({ issuer: "https://idporten.no/" }),
    "operator",
    /the slash at the end/,
  ],
  ["trusts another issuer", idporten({ issuer: "https://other.no" }), "operator", /another issuer/],
  [
    "meets an ID-porten without PAR",
    idporten({ addresses: new Set([...METADATA.addresses].filter((name) => !name.startsWith("pushed"))) }),
    "digdir",
    /no pushed_authorization_request_endpoint/,
  ],
  ["meets an ID-porten without PKCE S256", idporten({ challengeMethods: ["plain"] }), "digdir", /no S256/],
  [
    "meets an ID-porten that takes no signed assertion",
    idporten({ clientAuthentication: ["client_secret_basic"] }),
    "digdir",
    /no private_key_jwt/,
  ],
  [
    "asks for a level that is not there",
    idporten({ levels: ["idporten-loa-high"] }),
    "operator",
    /substantial/,
  ],
  [
    "meets an ID-porten without logout from elsewhere",
    idporten({ frontChannelLogout: false, backChannelLogout: null }),
    "digdir",
    /neither front nor back channel/,
  ],
  [
    "meets addresses that are not ID-porten's",
    idporten({ foreign: "token_endpoint" }),
    "digdir",
    /token_endpoint is on a host/,
  ],
  [
    "forbids itself an address of ID-porten's",
    idporten({ refusedByUs: ["jwks_uri"] }),
    "operator",
    /OUTBOUND_HOSTS/,
  ],
  ["meets an ID-porten without keys", { signingKeys: { ok: true, value: 0 } }, "digdir", /no RSA key/],
  [
    "meets a KRR of another environment",
    krr(failed("krr", "refused", { status: 401 })),
    "operator",
    /KRR_BASE_URL and MASKINPORTEN_ISSUER are most likely of two environments/,
  ],
  ["is not let into KRR", krr(failed("krr", "refused", { status: 403 })), "digdir", /ask Digdir for access/],
  [
    "leads to something that is not KRR",
    krr(failed("krr", "refused", { status: 404 })),
    "operator",
    /it is not KRR/,
  ],
  ["meets a silent KRR", krr(failed("krr", "timeout")), "digdir", /KRR does not answer in time/],
  [
    "misspells a register's host",
    school(failed(SCHOOL.id, "unavailable", { reason: "ENOTFOUND" })),
    "operator",
    /host name in baseUrl of flyt-skole in CONTACT_REGISTERS is not found \(ENOTFOUND\)/,
  ],
  [
    "meets a register that is down",
    school(failed(SCHOOL.id, "unavailable", { reason: "ECONNREFUSED" })),
    "register-vendor",
    /Nobody answers at baseUrl of flyt-skole/,
  ],
  [
    "meets a certificate that nobody trusts",
    school(failed(SCHOOL.id, "unavailable", { reason: "CERT_HAS_EXPIRED" })),
    "platform",
    /not trusted here \(CERT_HAS_EXPIRED\)/,
  ],
  [
    "meets a register that does not know the municipality",
    school(failed(SCHOOL.id, "refused", { status: 403 })),
    "register-vendor",
    /does not know the municipality/,
  ],
  [
    "takes the kindergarten's register for the school's",
    school({ ok: true, value: { ...PRESENTATION, kind: "kindergarten" } }),
    "operator",
    /of kind kindergarten, and CONTACT_REGISTERS that it is of kind school/,
  ],
  [
    "takes another municipality's register for its own",
    school({ ok: true, value: { ...PRESENTATION, orgNumber: "310000000" } }),
    "operator",
    /the register of 310000000/,
  ],
  [
    "uses a password that the database refuses",
    { database: unreachable("28P01") },
    "operator",
    /user or the password/,
  ],
  [
    "names a database that is not there",
    { database: unreachable("3D000") },
    "platform",
    /no database of that name/,
  ],
  [
    "meets a database that is down",
    { database: unreachable("ECONNREFUSED") },
    "platform",
    /Nobody answers at DATABASE_URL/,
  ],
  ["meets a database that can only be read", database({ readOnly: true }), "platform", /can only be read/],
  [
    "is older than its database",
    database({ unknown: ["0099-later"] }),
    "operator",
    /A newer release .*0099-later/,
  ],
  [
    "meets a Postgres that is too old",
    database({ version: 12 }),
    "platform",
    /Postgres 12; 13 is the oldest/,
  ],
  [
    "may not change the tables that it has to change",
    database({ pending: ["0008-lookups"], mayMigrate: false }),
    "platform",
    /may not make tables/,
  ],
  ["may not make a schema for its jobs", database({ mayHaveJobs: false }), "platform", /pgboss/],
];

function unreachable(code: string): Facts["database"] {
  return { ok: true, value: { state: "unreachable", code } };
}

describe("a configuration that", () => {
  it.each(CASES)("%s is not well, and is told who can put it right", (_what, more, who, sentence) => {
    const found = troubles(more);
    expect(found).toEqual([{ who, sentence: expect.stringMatching(sentence) }]);
  });
});

describe("a check that fails", () => {
  it("is a finding of its own, with the name of the error and nothing else", () => {
    expect(troubles(school(failed(SCHOOL.id, "crashed", { reason: "RangeError" })))).toEqual([
      { who: "operator", sentence: "The check itself failed (RangeError): report it as a fault." },
    ]);
  });
});

describe("what stands behind something else", () => {
  it("is not looked at, and not blamed", () => {
    const silent = failed("maskinporten", "timeout");
    const found = troubles({
      keys: [key("idporten"), key("maskinporten", { tried: silent })],
      tokens: [tokenFor("krr", silent), tokenFor("register", silent)],
      krr: [{ municipality: MUNICIPALITY, answer: silent }],
      registers: [
        {
          register: KINDERGARTEN,
          answer: failed(KINDERGARTEN.id, "timeout", { reason: "no token in time" }),
        },
      ],
    });
    expect(found.filter(({ who }) => who !== "nobody")).toEqual([
      { who: "digdir", sentence: expect.stringMatching(/^Maskinporten does not answer in time/) },
    ]);
    expect(found).toHaveLength(5);
  });
});

describe("what is worth knowing", () => {
  it.each([
    ["that migrations wait", database({ pending: ["0008-lookups"] }), /0008-lookups/],
    ["that PGlite is for trials", { setting: { ...SETTING, engine: "pglite" } } as const, /fit for a trial/],
    [
      "that a register cannot be written to",
      school({
        ok: true,
        value: {
          ...PRESENTATION,
          capabilities: { ...PRESENTATION.capabilities, writable: new Set(["email"]) },
        },
      }),
      /does not let us write mobile/,
    ],
    [
      "that ID-porten does not name a channel of logout",
      idporten({ backChannelLogout: null }),
      /by back channel/,
    ],
    [
      "that KRR is off for a register",
      {
        registers: [{ register: { ...SCHOOL, krrMode: "off" }, answer: { ok: true, value: PRESENTATION } }],
      } as const,
      /KRR is off for it/,
    ],
  ])("is told, and is no fault: %s", (_what, more, sentence) => {
    const findings = judge(facts(more));
    expect(isAllWell(findings)).toBe(true);
    const notes = findings.filter(({ state }) => state === "note").map((finding) => finding.sentence);
    expect(notes.join("\n")).toMatch(sentence);
  });
});
