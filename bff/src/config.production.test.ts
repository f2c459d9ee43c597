import { describe, expect, test } from "vitest";
import { configOf, DEMO, faultsOf, PRODUCTION, REGISTER } from "./testing/environments.ts";

describe("in production", () => {
  test("a complete configuration is accepted", () => {
    expect(configOf(PRODUCTION)).toMatchObject({ production: true, idporten: { acceptTestId: false } });
  });

  test.each([
    ["PUBLIC_ORIGIN", "PUBLIC_ORIGIN is missing (demanded in production)"],
    ["SESSION_KEYS", "SESSION_KEYS is missing (demanded in production)"],
    ["KRR_MODE", "KRR_MODE is missing (must be chosen in production)"],
    ["THEME", "THEME is missing (must be chosen in production)"],
    ["CONTACT_URL", "CONTACT_URL is missing (demanded in production)"],
    ["DATABASE_URL", "DATABASE_URL must be Postgres in production (or pglite:<folder>?production=allow)"],
  ])("%s must be set", (name, fault) => {
    expect(faultsOf({ ...PRODUCTION, [name]: undefined })).toEqual([fault]);
  });

  test("all that is demanded is named at once", () => {
    expect(faultsOf({ ...DEMO, NODE_ENV: "production" })).toHaveLength(6);
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
  ])("%s must be https", (name) => {
    const value = name === "PUBLIC_ORIGIN" ? "http://portal.example.no" : "http://somewhere.example.no/";
    expect(faultsOf({ ...PRODUCTION, [name]: value })).toEqual([`${name} must be https in production`]);
  });

  test("every register must be https", () => {
    const list = [REGISTER, { ...REGISTER, id: "flyt-barnehage", baseUrl: "http://register.example.no" }];
    expect(faultsOf({ ...PRODUCTION, CONTACT_REGISTERS: JSON.stringify(list) })).toEqual([
      "CONTACT_REGISTERS[1].baseUrl must be https in production",
    ]);
  });

  test("the embedded database is refused unless it is allowed", () => {
    expect(faultsOf({ ...PRODUCTION, DATABASE_URL: "pglite:/data" })).toHaveLength(1);
    expect(faultsOf({ ...PRODUCTION, DATABASE_URL: "pglite:/data?production=allow" })).toEqual([]);
  });

  test("ids of synthetic persons are taken from ID-porten's test environment alone", () => {
    const env = { ...PRODUCTION, IDPORTEN_ISSUER: "https://test.idporten.no" };
    expect(configOf(PRODUCTION).idporten.acceptTestId).toBe(false);
    expect(configOf(env).idporten.acceptTestId).toBe(true);
    expect(configOf(DEMO).idporten.acceptTestId).toBe(true);
  });
});
