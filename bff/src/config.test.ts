import { describe, expect, test } from "vitest";
import { configOf, DEMO, faultsOf, JWK, KEY, REGISTER, registers } from "./testing/environments.ts";

describe("outside production", () => {
  test("what has a default need not be said", () => {
    expect(configOf(DEMO)).toMatchObject({
      production: false,
      port: 3000,
      publicOrigin: "http://localhost:3000",
      database: { engine: "pglite", folder: ".data/portal" },
      sessionKeys: null,
      idporten: { acceptedAcr: ["idporten-loa-substantial", "idporten-loa-high"] },
      krr: { scope: "krr:global/kontaktinfo.read" },
      contactUrl: null,
      theme: "provebygd",
      answerCopyHours: 24,
      sync: { cron: "15 3 * * *" },
      role: "all",
      logLevel: "info",
      metricsPort: null,
    });
  });

  test("the origin follows the port", () => {
    expect(configOf({ ...DEMO, PORT: "3100" }).publicOrigin).toBe("http://localhost:3100");
  });

  test("an empty variable counts as one that is not set", () => {
    expect(configOf({ ...DEMO, PORT: "", SESSION_KEYS: "", KRR_MODE: "" })).toMatchObject({ port: 3000 });
    expect(faultsOf({ ...DEMO, IDPORTEN_CLIENT_ID: "" })).toEqual(["IDPORTEN_CLIENT_ID is missing"]);
  });

  test("addresses may be http", () => {
    expect(
      faultsOf({ ...DEMO, KRR_BASE_URL: "http://localhost:4000", PUBLIC_ORIGIN: "http://localhost:3000" }),
    ).toEqual([]);
  });

  test.each([
    ["pglite:memory", { engine: "pglite", folder: null, allowedInProduction: false }],
    ["pglite:.data/x", { engine: "pglite", folder: ".data/x", allowedInProduction: false }],
    ["pglite:/data?production=allow", { engine: "pglite", folder: "/data", allowedInProduction: true }],
    ["postgresql://a@b/c", { engine: "postgres", connectionString: "postgresql://a@b/c" }],
  ])("DATABASE_URL %s is understood", (text, expected) => {
    expect(configOf({ ...DEMO, DATABASE_URL: text }).database).toEqual(expected);
  });

  test("the first of the session keys is the active one", () => {
    const other = Buffer.alloc(32, 9).toString("base64");
    const keys = configOf({ ...DEMO, SESSION_KEYS: `new:${other}, old:${KEY}` }).sessionKeys;
    expect(keys?.map(({ kid }) => kid)).toEqual(["new", "old"]);
    expect(keys?.[0]?.secret.equals(Buffer.alloc(32, 9))).toBe(true);
  });
});

describe("all faults are named at once", () => {
  test("where nothing is set, every name that is demanded", () => {
    const demanded = Object.keys(DEMO).map((name) => `${name} is missing`);
    expect([...faultsOf({})].sort()).toEqual(demanded.sort());
  });

  test.each<[string, string, string]>([
    ["PORT", "80 80", "PORT must be a port number"],
    ["PUBLIC_ORIGIN", "https://portal.example.no/", "PUBLIC_ORIGIN must be an origin"],
    ["DATABASE_URL", "mysql://x", "DATABASE_URL must be postgres://"],
    ["SESSION_KEYS", "k1:c2hvcnQ=", "SESSION_KEYS must be kid:base64 pairs"],
    ["SESSION_KEYS", `k1:${KEY},k1:${KEY}`, "SESSION_KEYS must be kid:base64 pairs"],
    ["SESSION_KEYS", KEY, "SESSION_KEYS must be kid:base64 pairs"],
    ["PSEUDONYM_KEY", `k1:${KEY}`, "PSEUDONYM_KEY must be base64 of 32 bytes"],
    ["IDPORTEN_ISSUER", "idporten.no", "IDPORTEN_ISSUER must be an http(s) address"],
    ["IDPORTEN_ISSUER", "https://idporten.no?x=1", "IDPORTEN_ISSUER must be an issuer without query"],
    ["IDPORTEN_ACR", "Level4", "IDPORTEN_ACR must name idporten-loa-substantial"],
    ["OUTBOUND_HOSTS", "https://idporten.no", "OUTBOUND_HOSTS must be host names"],
    ["METRICS_PORT", "3000", "METRICS_PORT must be another port than PORT"],
    ["IDPORTEN_CLIENT_JWK", "-----BEGIN", "IDPORTEN_CLIENT_JWK must be JSON"],
    ["IDPORTEN_CLIENT_JWK", "[]", "IDPORTEN_CLIENT_JWK must be a JWK"],
    ["KRR_BASE_URL", "ftp://krr.example.no", "KRR_BASE_URL must be an http(s) address"],
    ["KRR_MODE", "yes", "KRR_MODE must be write, verify-only or off"],
    ["KRR_GOTO_URL", "https://portal.example.no/Tilbake", "KRR_GOTO_URL must be in lower case"],
    ["CONTACT_REGISTERS", "{", "CONTACT_REGISTERS must be JSON"],
    ["CONTACT_REGISTERS", "{}", "CONTACT_REGISTERS must be a JSON array"],
    ["CONTACT_REGISTERS", "[]", "CONTACT_REGISTERS must name at least one register"],
    ["CONTACT_URL", "javascript:alert(1)", "CONTACT_URL must be an http(s) address"],
    ["CONTACT_URL", "post@example.no", "CONTACT_URL must be an http(s) address"],
    ["TRUSTED_PROXIES", "10.0.0.0/40", "TRUSTED_PROXIES must be none, or addresses and networks"],
    ["TRUSTED_PROXIES", "proxy.example.no", "TRUSTED_PROXIES must be none, or addresses and networks"],
    ["LOGINS_PER_MINUTE", "0", "LOGINS_PER_MINUTE must be a whole number from 1 to 100000"],
    ["UPSTREAM_BREAK_MS", "0", "UPSTREAM_BREAK_MS must be whole milliseconds from 10 to 600000"],
    ["THEME", "Oslo", "THEME must be one of provebygd, eksempelvik"],
    ["ANSWER_COPY_HOURS", "25", "ANSWER_COPY_HOURS must be whole hours from 0 to 24"],
    ["ANSWER_COPY_HOURS", "-1", "ANSWER_COPY_HOURS must be whole hours from 0 to 24"],
    ["ANSWER_COPY_HOURS", "1.5", "ANSWER_COPY_HOURS must be whole hours from 0 to 24"],
    ["SYNC_CRON", "3 * * *", "SYNC_CRON must be a cron expression of five fields"],
    ["ROLE", "boss", "ROLE must be all, web or worker"],
    ["LOG_LEVEL", "loud", "LOG_LEVEL is not a log level"],
  ])("%s=%s is named in words, and nothing else is", (name, value, fault) => {
    const faults = faultsOf({ ...DEMO, [name]: value });
    expect(faults).toContainEqual(expect.stringContaining(fault));
    expect(faults.filter((each) => !each.startsWith(name))).toEqual([]);
  });

  test("faults of several variables and of several parts of one stand side by side", () => {
    const broken = {
      ...registers({ ...REGISTER, kind: "church", municipality: { orgNumber: "1", name: "X" } }),
      ROLE: "boss",
      KRR_MODE: "yes",
    };
    expect([...faultsOf(broken)].sort()).toEqual([
      "CONTACT_REGISTERS[0].kind must be school or kindergarten",
      "CONTACT_REGISTERS[0].municipality.orgNumber must be nine digits",
      "KRR_MODE must be write, verify-only or off",
      "ROLE must be all, web or worker",
    ]);
  });

  test.each(["kty", "kid", "n", "e", "d"] as const)("a key without %s is refused", (part) => {
    const { [part]: _left, ...rest } = JWK;
    expect(faultsOf({ ...DEMO, IDPORTEN_CLIENT_JWK: JSON.stringify(rest) })).toEqual([
      expect.stringMatching(new RegExp(`^IDPORTEN_CLIENT_JWK\\.${part} `)),
    ]);
  });

  test("two registers of one id are refused", () => {
    expect(faultsOf(registers(REGISTER, REGISTER))).toEqual(["CONTACT_REGISTERS must have distinct ids"]);
  });
});
