import { describe, expect, it } from "vitest";
import { isAllWell } from "../../domain/doctor/finding.ts";
import type { KeyFacts } from "./facts.ts";
import { judge } from "./judge.ts";
import { daysFromNow, facts, failed, key, troubles } from "./testing/facts.ts";

const unknownAtIdporten = failed("idporten", "refused", { reason: "invalid_client" });
const machine = key("maskinporten");
const found = (keys: readonly KeyFacts[]) => troubles({ keys: [...keys, machine] });

describe("a key of ours", () => {
  it.each([
    ["about to end", daysFromNow(12), /Its year is over on 2026-12-10, in 12 days/],
    ["past its end", daysFromNow(-3), /its year was over on 2026-11-25/],
  ])("that is %s has to be changed", (_what, expiresAt, sentence) => {
    expect(found([key("idporten", { expiresAt })])).toEqual([
      { who: "self-service", sentence: expect.stringMatching(sentence) },
    ]);
  });

  it("that does not say how old it is is worth a note", () => {
    const findings = judge(facts({ keys: [key("idporten", { expiresAt: null }), machine] }));
    expect(isAllWell(findings)).toBe(true);
    expect(findings.map(({ sentence }) => sentence).join()).toContain("It does not say how old it is");
  });

  it("that ends soon is no reason to act where another one is taken and lives on", () => {
    const old = key("idporten", { kid: "old", expiresAt: daysFromNow(5) });
    expect(found([old, key("idporten", { kid: "new" })])).toEqual([]);
  });

  it("that is not posted yet is no reason to act where another one is taken", () => {
    expect(found([key("idporten"), key("idporten", { kid: "new", tried: unknownAtIdporten })])).toEqual([]);
  });

  it("that ends soon has to be changed where the other one is not taken", () => {
    const old = key("idporten", { kid: "old", expiresAt: daysFromNow(5) });
    expect(found([old, key("idporten", { kid: "new", tried: unknownAtIdporten })])).toHaveLength(1);
  });
});

describe("our client at ID-porten", () => {
  it.each([
    ["invalid_client", "self-service", /IDPORTEN_CLIENT_ID is not known there, our key is not posted/],
    ["invalid_redirect_uri", "self-service", /https:\/\/portal\.example\.no\/auth\/callback is not among/],
    ["invalid_request", "self-service", /\/auth\/callback is not among its redirect_uris/],
    ["unauthorized_client", "self-service", /does not let it log people in/],
  ])("that is refused by %s is told what is to be registered", (reason, who, sentence) => {
    const tried = failed("idporten", "refused", { reason });
    expect(found([key("idporten", { tried })])).toEqual([{ who, sentence: expect.stringMatching(sentence) }]);
  });

  it("is told of what comes after the key where one of its keys gets that far", () => {
    const further = failed("idporten", "refused", { reason: "invalid_request" });
    const keys = [
      key("idporten", { kid: "new", tried: unknownAtIdporten }),
      key("idporten", { kid: "old", tried: further }),
    ];
    expect(
      found(keys)
        .map(({ sentence }) => sentence)
        .join(),
    ).toContain("redirect_uris");
  });
});
