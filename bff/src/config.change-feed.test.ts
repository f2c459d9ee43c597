import { describe, expect, test } from "vitest";
import { configOf, DEMO, faultsOf, REGISTER, registers } from "./testing/environments.ts";

const ON = { KRR_CHANGE_FEED: "on" };

const withMode = (krrMode?: string): object => ({
  ...REGISTER,
  id: `register-${krrMode ?? "plain"}`,
  municipality: { ...REGISTER.municipality, ...(krrMode !== undefined && { krrMode }) },
});

describe("following KRR's changes", () => {
  test("is off unless configured", () => {
    expect(configOf({ ...DEMO, KRR_MODE: "write" }).changes).toBeNull();
  });

  test("asks every ten minutes, with a scope of its own beside that of the look-up", () => {
    const config = configOf({ ...DEMO, ...ON, KRR_MODE: "write" });
    expect(config.changes).toEqual({
      cron: "*/10 * * * *",
      scope: "krr:global/kontaktinfo.read krr:global/hentendring.read",
    });
    expect(config.krr.scope).toBe("krr:global/kontaktinfo.read");
  });

  test("takes the municipality's own scope and another schedule", () => {
    const own = { KRR_SCOPE: "krr:global/kontaktinformasjon.read", KRR_CHANGE_CRON: "0 * * * *" };
    const { changes, delegated } = configOf({ ...DEMO, ...ON, ...own, KRR_MODE: "write" });
    expect(changes).toEqual({
      cron: "0 * * * *",
      scope: "krr:global/kontaktinformasjon.read krr:global/hentendring.read",
    });
    expect(delegated).toBe(false);
  });

  test("may be on where one municipality of several writes", () => {
    expect(faultsOf({ ...registers(withMode("off"), withMode("write")), ...ON })).toEqual([]);
  });

  test.each([
    ["the common mode", { ...DEMO, KRR_MODE: "verify-only" }],
    ["no mode at all", DEMO],
    [
      "the mode of every municipality",
      { ...registers(withMode("off"), withMode("verify-only")), KRR_MODE: "write" },
    ],
  ])("is a fault where %s does not write", (_what, env) => {
    expect(faultsOf({ ...env, ...ON })).toEqual([
      "KRR_CHANGE_FEED may be on only where the krrMode of a municipality is write",
    ]);
  });

  test("is named together with whatever else is wrong", () => {
    const faults = faultsOf({ ...DEMO, ...ON, KRR_CHANGE_CRON: "often", PORT: "none" });
    expect([...faults].sort()).toEqual([
      "KRR_CHANGE_CRON must be a cron expression of five fields",
      "KRR_CHANGE_FEED may be on only where the krrMode of a municipality is write",
      expect.stringMatching(/^PORT /),
    ]);
  });

  test("is on or off and nothing else", () => {
    expect(faultsOf({ ...DEMO, KRR_CHANGE_FEED: "yes" })).toEqual(["KRR_CHANGE_FEED must be on or off"]);
  });
});
