import { describe, expect, test } from "vitest";
import { configOf, DEMO, faultsOf, PRODUCTION, REGISTER } from "./testing/environments.ts";

describe("in production", () => {
  test("a complete configuration is accepted", () => {
    expect(configOf(PRODUCTION)).toMatchObject({ production: true, idporten: { acceptTestId: false } });
  });

  test.each([
    ["PUBLIC_ORIGIN", "PUBLIC_ORIGIN is missing (demanded in production)"],
    ["SESSION_KEYS", "SESSION_KEYS is missing (demanded in production)"],
    ["OUTBOUND_HOSTS", "OUTBOUND_HOSTS is missing (demanded in production)"],
    ["KRR_MODE", "KRR_MODE is missing (must be chosen in production)"],
    ["THEME", "THEME is missing (must be chosen in production)"],
    ["TRUSTED_PROXIES", "TRUSTED_PROXIES is missing (must be chosen in production)"],
    ["CONTACT_URL", "CONTACT_URL is missing (demanded in production)"],
    ["DATABASE_URL", "DATABASE_URL must be Postgres in production (or pglite:<folder>?production=allow)"],
  ])("%s must be set", (name, fault) => {
    expect(faultsOf({ ...PRODUCTION, [name]: undefined })).toEqual([fault]);
  });

  test("all that is demanded is named at once", () => {
    expect(faultsOf({ ...DEMO, NODE_ENV: "production" })).toHaveLength(8);
  });

  test("what is demanded is named together with what is malformed", () => {
    const faults = faultsOf({ ...PRODUCTION, SESSION_KEYS: undefined, ROLE: "boss" });
    expect(faults).toHaveLength(2);
  });

  test.each([
    "PUBLIC_ORIGIN",
    "IDPORTEN_ISSUER",
    "MASKINPORTEN_ISSUER",
    "KRR_BASE_URL",
    "KRR_PROFILE_URL",
    "KRR_GOTO_URL",
    "CONTACT_URL",
  ])("%s must be https (OB1)", (name) => {
    const value = name === "PUBLIC_ORIGIN" ? "http://portal.example.no" : "http://somewhere.example.no/";
    expect(faultsOf({ ...PRODUCTION, [name]: value })).toEqual([`${name} must be https in production`]);
  });

  test("every register must be https (OB1)", () => {
    const list = [REGISTER, { ...REGISTER, id: "flyt-barnehage", baseUrl: "http://register.example.no" }];
    expect(faultsOf({ ...PRODUCTION, CONTACT_REGISTERS: JSON.stringify(list) })).toEqual([
      "CONTACT_REGISTERS[1].baseUrl must be https in production",
    ]);
  });

  test("the collector of traces must be https, unless it is on this machine (OB1)", () => {
    const HOSTS = `${PRODUCTION["OUTBOUND_HOSTS"] ?? ""},localhost,127.0.0.1`;
    const faults = (endpoint: string): readonly string[] =>
      faultsOf({ ...PRODUCTION, OUTBOUND_HOSTS: HOSTS, OTEL_EXPORTER_OTLP_ENDPOINT: endpoint });
    expect(faults("http://collector.example.no:4318")).toEqual([
      "OTEL_EXPORTER_OTLP_ENDPOINT must be https in production, or on this machine",
    ]);
    for (const endpoint of ["http://localhost:4318", "http://127.0.0.1:4318", "https://collector.example.no"])
      expect(faults(endpoint), endpoint).toEqual([]);
  });

  test("certificates cannot be left unchecked (OB5)", () => {
    expect(faultsOf({ ...PRODUCTION, NODE_TLS_REJECT_UNAUTHORIZED: "0" })).toEqual([
      "NODE_TLS_REJECT_UNAUTHORIZED must not be 0 in production",
    ]);
  });

  test("the embedded database is refused unless it is allowed (DB8)", () => {
    expect(faultsOf({ ...PRODUCTION, DATABASE_URL: "pglite:/data" })).toHaveLength(1);
    expect(faultsOf({ ...PRODUCTION, DATABASE_URL: "pglite:/data?production=allow" })).toEqual([]);
  });

  test("ids of synthetic persons are taken from ID-porten's test environment alone", () => {
    const env = {
      ...PRODUCTION,
      IDPORTEN_ISSUER: "https://test.idporten.no",
      OUTBOUND_HOSTS: "*.idporten.no,*.maskinporten.no,maskinporten.no,*.example.no",
    };
    expect(configOf(PRODUCTION).idporten.acceptTestId).toBe(false);
    expect(configOf(env).idporten.acceptTestId).toBe(true);
    expect(configOf(DEMO).idporten.acceptTestId).toBe(true);
  });
});
