import { describe, expect, it } from "vitest";
import { facts, failed, key, tokenFor, troubles } from "./testing/facts.ts";
import { judge } from "./judge.ts";

const refused = (reason: string) => failed("maskinporten", "refused", { status: 400, reason });

/** All that our client is refused, whatever it asks for. */
const everything = (reason: string) => ({
  keys: [key("idporten"), key("maskinporten", { tried: refused(reason) })],
  tokens: [tokenFor("krr", refused(reason)), tokenFor("register", refused(reason))],
});

describe("a refusal that strikes the client whatever it asks for", () => {
  it.each([
    ["invalid_grant MP-100", "operator", /does not know MASKINPORTEN_CLIENT_ID/],
    ["invalid_grant MP-110", "operator", /MASKINPORTEN_ISSUER is not what Maskinporten calls itself/],
    ["invalid_grant MP-121", "self-service", /has ended/],
    ["invalid_grant MP-124", "self-service", /does not know the key/],
    ["invalid_grant", "self-service", /most likely it does not know our key/],
    ["invalid_client", "self-service", /does not take our client/],
    ["invalid_grant MP-130", "platform", /our clock is behind/],
  ])("(%s) is told once, to who can put it right", (reason, who, sentence) => {
    const [wrong, ...others] = troubles(everything(reason));
    expect(wrong).toEqual({ who, sentence: expect.stringMatching(sentence) });
    expect(wrong?.sentence).toContain(`(${reason})`);
    expect(others.map((other) => other.who)).toEqual(["nobody", "nobody"]);
  });

  it("is laid to the clock where the clock is out of Maskinporten's ten seconds (TM1)", () => {
    const clocks = new Map([
      ["idporten", -15],
      ["maskinporten", -15],
    ]);
    const [first] = troubles({ ...everything("invalid_grant"), clocks });
    expect(first).toEqual({ who: "platform", sentence: expect.stringMatching(/ours is 15 s ahead/) });
  });
});

describe("a refusal of one thing that is asked for", () => {
  it.each([
    ["krr", "invalid_scope MP-200", "self-service", /not registered on our client/],
    ["krr", "forbidden MP-250", "digdir", /has not given the scope/],
    ["register", "forbidden MP-250", "register-vendor", /has not given the scope/],
    ["krr", "forbidden MP-251", "municipality", /has not delegated the scope to us in Altinn/],
    ["register", "forbidden", "municipality", /not delegated/],
    ["krr", "invalid_request", "operator", /kontaktinformasjon\.read/],
  ] as const)("(%s: %s) is told of that alone, to who can put it right", (purpose, reason, who, sentence) => {
    const tokens = [tokenFor(purpose, refused(reason)), tokenFor("krr-changes")];
    expect(troubles({ tokens })).toEqual([{ who, sentence: expect.stringMatching(sentence) }]);
  });

  it("names whose token it is and which scope it has", () => {
    const findings = judge(facts({ tokens: [tokenFor("krr", refused("forbidden MP-251"))] }));
    expect(findings.find(({ state }) => state === "wrong")?.subject).toBe(
      "a token for KRR on behalf of Prøvebygd kommune (910000004), scope krr:global/kontaktinfo.read",
    );
  });

  it("is told as it stands where nobody has documented it", () => {
    const tokens = [tokenFor("krr", refused("temporarily_unavailable"))];
    expect(troubles({ tokens })[0]?.sentence).toContain("(400, temporarily_unavailable)");
  });
});
