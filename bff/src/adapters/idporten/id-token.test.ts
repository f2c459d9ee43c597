import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { KARI } from "../../ports/testing/people.ts";
import { CLIENT_ID, startIdportenServer, type IdportenServer } from "../testing/idporten-server.ts";
import { createOutboundFetch } from "../../platform/outbound-fetch.ts";
import { identityFrom } from "./id-token.ts";
import { patientKeys } from "./patient-keys.ts";

type Claims = Readonly<Record<string, unknown>>;

let server: IdportenServer;
beforeEach(async () => {
  server = await startIdportenServer();
});
afterEach(() => server.close());

/** What becomes of an ID token that is right but for these claims; undefined leaves one out. */
async function verdictOn(changes: Claims, header = {}, options: { acceptTestId?: boolean } = {}) {
  const now = Math.floor(Date.now() / 1000);
  const right = {
    iss: server.url,
    aud: CLIENT_ID,
    iat: now,
    exp: now + 120,
    acr: "idporten-loa-high",
    amr: ["BankID"],
    pid: KARI.reveal(),
    sid: "a-sid",
  };
  const token = await server.sign({ ...right, ...changes }, header);
  const fetch = createOutboundFetch({ upstream: "idporten", hosts: null, maxBytes: 100_000 });
  const keys = patientKeys(new URL(`${server.url}/jwks`), { maxAgeMs: 60_000, timeoutMs: 1000, fetch });
  return identityFrom(
    token,
    { keys },
    {
      issuer: server.url,
      clientId: CLIENT_ID,
      acceptedAcr: ["idporten-loa-high"],
      acceptTestId: options.acceptTestId ?? false,
    },
  );
}

describe("an ID token", () => {
  it("that is right says who logged in, at which level and in which session of ID-porten", async () => {
    const result = await verdictOn({});
    expect(result).toMatchObject({ ok: true, identity: { acr: "idporten-loa-high", sid: "a-sid" } });
    expect(result.ok && result.identity.nationalId.reveal()).toBe(KARI.reveal());
  });

  it.each<[string, Claims, object?]>([
    ["of another issuer", { iss: "https://idporten.example" }],
    ["for another client", { aud: "another" }],
    ["that has expired", { exp: Math.floor(Date.now() / 1000) - 60 }],
    ["from another day", { iat: Math.floor(Date.now() / 1000) - 86_400 }],
    ["that does not say since when it is good", { iat: undefined }],
    ["by a key that nobody has published", {}, { kid: "unknown" }],
  ])("%s is refused (OI9)", async (_what, changes, header) => {
    await expect(verdictOn(changes, header)).rejects.toMatchObject({ code: expect.stringMatching(/^ERR_J/) });
  });

  it.each([
    ["a lower one", { acr: "idporten-loa-substantial" }],
    ["one of the former platform", { acr: "Level4" }],
    ["none", { acr: undefined }],
  ])("at another level than those that are let in is refused: %s (OI10)", async (_what, changes) => {
    expect(await verdictOn(changes)).toMatchObject({ ok: false, failure: "login-level" });
  });

  it.each([
    ["none", { pid: undefined }],
    ["one with wrong check digits", { pid: "15848730023" }],
    ["a text", { pid: "eIDAS/SE/1" }],
  ])("that names no national id is refused: %s (OI11)", async (_what, changes) => {
    expect(await verdictOn(changes)).toMatchObject({ ok: false, failure: "login-no-national-id" });
  });

  it("of a person without a password passes in test environments alone", async () => {
    expect(await verdictOn({ amr: ["TestID"] })).toMatchObject({ ok: false, failure: "login-rejected" });
    expect((await verdictOn({ amr: "TestID" }, {}, { acceptTestId: true })).ok).toBe(true);
  });

  it("whose claims are of another shape is refused, and not taken apart", async () => {
    expect(await verdictOn({ pid: 1, acr: ["idporten-loa-high"] })).toMatchObject({
      ok: false,
      failure: "login-rejected",
      reason: "id_token_shape",
    });
  });
});
