import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { people } from "../people/people.ts";
import { createTokenSigner, machineClaims } from "../signed-tokens.ts";
import type { TokenSigner } from "../signed-tokens.ts";
import { createKrrStore } from "./krr-store.ts";
import { startKrr } from "./krr.ts";
import type { Krr } from "./krr.ts";

const MUNICIPALITY = "910000004";
const VENDOR = "920000002";
const DELEGATED = "krr:global/kontaktinfo.read";
const now = new Date("2026-11-22T09:00:00.500Z");

let krr: Krr;
let maskinporten: TokenSigner;
let idporten: TokenSigner;
let token: string;

beforeAll(async () => {
  [maskinporten, idporten] = await Promise.all([
    createTokenSigner("http://localhost/maskinporten/"),
    createTokenSigner("http://localhost/idporten"),
  ]);
  krr = await startKrr({
    store: createKrrStore(() => people(now)),
    maskinporten,
    idporten,
    consumers: [MUNICIPALITY],
    now: () => now,
  });
  token = await maskinporten.sign(machineClaims(DELEGATED, MUNICIPALITY, VENDOR));
});
beforeEach(() => krr.reset());
afterAll(() => krr.close());

function idOf(key: string): string {
  const person = people(now).find((candidate) => candidate.key === key);
  if (person === undefined) throw new Error(`No test person ${key}`);
  return person.nationalId;
}

function post(body: unknown, { bearer = token, version = "v2" } = {}): Promise<Response> {
  return fetch(`${krr.origin}/rest/${version}/personer`, {
    method: "POST",
    headers: { authorization: `Bearer ${bearer}`, "content-type": "application/json" },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
}

async function lookup(
  keys: readonly string[],
  inkluderIkkeRegistrerte = true,
  bearer = token,
): Promise<unknown> {
  return (await post({ personidentifikatorer: keys.map(idOf), inkluderIkkeRegistrerte }, { bearer })).json();
}

function own(
  bearer: string,
  init: { method?: string; body?: string; accept?: string } = {},
): Promise<Response> {
  const { accept = "application/json", ...rest } = init;
  return fetch(`${krr.origin}/rest/v1/person`, {
    ...rest,
    headers: { authorization: `Bearer ${bearer}`, accept },
  });
}

function userToken(scope: string): Promise<string> {
  return idporten.sign({ pid: idOf("kari"), scope: `openid ${scope}` });
}

function ask(): Promise<Response> {
  return post({ personidentifikatorer: [idOf("kari")] });
}

describe("access", () => {
  test("refuses a look-up without a token", async () => {
    const answer = await fetch(`${krr.origin}/rest/v2/personer`, { method: "POST", body: "{}" });
    expect(answer.status).toBe(401);
  });
  test("refuses an ID-porten token for the batch look-up", async () => {
    const bearer = await idporten.sign({
      ...machineClaims(DELEGATED, MUNICIPALITY, VENDOR),
      pid: idOf("kari"),
    });
    expect((await post({ personidentifikatorer: [idOf("kari")] }, { bearer })).status).toBe(401);
  });
  test("refuses an expired token", async () => {
    const bearer = await maskinporten.sign({ ...machineClaims(DELEGATED, MUNICIPALITY, VENDOR), exp: 1 });
    expect((await post({ personidentifikatorer: [idOf("kari")] }, { bearer })).status).toBe(401);
  });
  test.each([
    ["a scope that is not KRR's", machineClaims("contacts.read", MUNICIPALITY, VENDOR)],
    ["the delegated scope without a supplier", machineClaims(DELEGATED, MUNICIPALITY)],
    [
      "the ordinary scope on a supplier's token",
      machineClaims("krr:global/kontaktinformasjon.read", MUNICIPALITY, VENDOR),
    ],
    ["an organisation without access", machineClaims(DELEGATED, VENDOR, VENDOR)],
  ])("refuses %s", async (_what, claims) => {
    const bearer = await maskinporten.sign(claims);
    expect((await post({ personidentifikatorer: [idOf("kari")] }, { bearer })).status).toBe(403);
  });
  test("accepts a municipality's own client", async () => {
    const bearer = await maskinporten.sign(machineClaims("krr:global/kontaktinformasjon.read", MUNICIPALITY));
    expect((await post({ personidentifikatorer: [idOf("kari")] }, { bearer })).status).toBe(200);
  });
  test("shows neither contact data nor whether the person can be notified without the contact scope", async () => {
    const bearer = await maskinporten.sign(machineClaims("krr:global/postkasse.read", MUNICIPALITY, VENDOR));
    expect(await lookup(["kari"], true, bearer)).toEqual({
      personer: [
        expect.objectContaining({ personidentifikator: idOf("kari"), status: "AKTIV", sertifikat: "" }),
      ],
    });
    expect(JSON.stringify(await lookup(["kari"], true, bearer))).not.toMatch(
      /kontaktinformasjon|varslingsstatus|spraak/,
    );
  });
});

describe("request", () => {
  test.each([
    ["no ids", { personidentifikatorer: [] }],
    ["more than 1000 ids", { personidentifikatorer: Array.from({ length: 1001 }, () => "15838720231") }],
    ["an id that is not eleven digits", { personidentifikatorer: ["1583872023"] }],
    ["an id that is a number", { personidentifikatorer: [15_838_720_231] }],
    ["broken JSON", "{"],
  ])("refuses %s", async (_what, body) => {
    const answer = await post(body);
    expect(answer.status).toBe(400);
    expect(await answer.text()).not.toContain("1583872023");
  });
  test("answers 1000 ids", async () => {
    expect(
      (await post({ personidentifikatorer: Array.from({ length: 1000 }, () => idOf("kari")) })).status,
    ).toBe(200);
  });
  test("answers in another order than asked", async () => {
    expect(await lookup(["kari", "ulik"])).toMatchObject({
      personer: [{ personidentifikator: idOf("ulik") }, { personidentifikator: idOf("kari") }],
    });
  });
  test("leaves out those not registered unless asked for", async () => {
    expect(await lookup(["ingen-kontakt"], false)).toEqual({ personer: [] });
    expect(await lookup(["ingen-kontakt"], true)).toMatchObject({
      personer: [{ status: "IKKE_REGISTRERT" }],
    });
  });
  test("names those not registered in version 1", async () => {
    const answer = await post({ personidentifikatorer: [idOf("ingen-kontakt")] }, { version: "v1" });
    expect(await answer.json()).toMatchObject({ personer: [{ status: "IKKE_REGISTRERT" }] });
  });
});

describe("person", () => {
  test.each([
    ["kari", "AKTIV", "KAN_VARSLES"],
    ["utlopt-epost", "AKTIV", "KAN_VARSLES"],
    ["utlopt-begge", "AKTIV", "KAN_IKKE_VARSLES"],
    ["reservert", "AKTIV", "KAN_IKKE_VARSLES"],
    ["tom-i-krr", "AKTIV", "KAN_IKKE_VARSLES"],
    ["slettet", "SLETTET", "KAN_IKKE_VARSLES"],
  ])("%s is %s and %s", async (key, status, varslingsstatus) => {
    expect(await lookup([key])).toMatchObject({ personer: [{ status, varslingsstatus }] });
  });
  test("gives reserved persons' contact data and since when they are reserved", async () => {
    expect(await lookup(["reservert"])).toMatchObject({
      personer: [
        {
          reservasjon: "JA",
          reservasjonstidspunkt: expect.anything(),
          kontaktinformasjon: expect.anything(),
        },
      ],
    });
  });
  test("gives no contact data of a deleted person", async () => {
    expect(JSON.stringify(await lookup(["slettet"]))).not.toContain("kontaktinformasjon");
  });
  test("flags a value that another person has too", async () => {
    expect(await lookup(["delt-epost-far"])).toMatchObject({
      personer: [
        { kontaktinformasjon: { epostadresse_duplisert: "JA", mobiltelefonnummer_duplisert: "NEI" } },
      ],
    });
  });
  test("writes most times in Norwegian local time with whole hours of offset", async () => {
    expect(await lookup(["d-nummer"])).toMatchObject({
      personer: [{ kontaktinformasjon: { epostadresse_oppdatert: "2025-11-22T10:00:00+01" } }],
    });
  });
  test("writes some times in UTC with milliseconds", async () => {
    expect(await lookup(["kari"])).toMatchObject({
      personer: [{ kontaktinformasjon: { epostadresse_oppdatert: "2025-11-22T09:00:00.500Z" } }],
    });
  });
  test("withholds contact data that has expired on every channel when told to", async () => {
    krr.switches.filterExpired = true;
    expect(JSON.stringify(await lookup(["utlopt-begge"]))).not.toContain("kontaktinformasjon");
    expect(JSON.stringify(await lookup(["utlopt-epost"]))).toContain("kontaktinformasjon");
  });
});

describe("logged-in user", () => {
  test("reads her own entry", async () => {
    const answer = await own(await userToken("krr:user/kontaktinformasjon.read"));
    expect(await answer.json()).toMatchObject({ personidentifikator: idOf("kari"), status: "AKTIV" });
  });
  test("is refused without a KRR scope", async () => {
    expect((await own(await userToken("profile"))).status).toBe(403);
  });
  test("is refused with a Maskinporten token", async () => {
    expect((await own(token)).status).toBe(401);
  });
  test("changes the language with the scope for it", async () => {
    const bearer = await userToken("krr:user/spraak.write krr:user/kontaktinformasjon.read");
    const answer = await own(bearer, { method: "PATCH", body: '{"spraak":"se"}' });
    expect(answer.status).toBe(204);
    expect(await (await own(bearer)).json()).toMatchObject({ spraak: "se" });
  });
  test("may not change the language with the read scope", async () => {
    const bearer = await userToken("krr:user/kontaktinformasjon.read");
    expect((await own(bearer, { method: "PATCH", body: '{"spraak":"se"}' })).status).toBe(403);
  });
  test("is told 406 when only the signed form is accepted", async () => {
    const bearer = await userToken("krr:user/kontaktinformasjon.read");
    expect((await own(bearer, { accept: "application/jose" })).status).toBe(406);
  });
});

describe("faults", () => {
  test.each([429, 503] as const)("answers %i with Retry-After", async (status) => {
    krr.faults.set({ status, retryAfter: 7 });
    const answer = await ask();
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([status, "7"]);
  });
  test("answers HTML with 200", async () => {
    krr.faults.set({ html: true });
    expect((await ask()).headers.get("content-type")).toBe("text/html");
  });
  test("hangs until the caller gives up", async () => {
    krr.faults.set({ hang: true });
    const answer = fetch(`${krr.origin}/rest/v2/personer`, {
      method: "POST",
      signal: AbortSignal.timeout(50),
    });
    await expect(answer).rejects.toThrow("timeout");
  });
  test("resets the connection", async () => {
    krr.faults.set({ down: true });
    await expect(ask()).rejects.toThrow("fetch failed");
  });
  test("goes away after as many requests as told", async () => {
    krr.faults.set({ status: 500, times: 1 });
    expect((await ask()).status).toBe(500);
    expect((await ask()).status).toBe(200);
  });
  test("counts the calls that were hit as well", async () => {
    krr.faults.set({ status: 500, times: 1 });
    await ask();
    await ask();
    expect(krr.calls).toMatchObject({ requests: 2, personer: 1, ids: 1 });
  });
});
