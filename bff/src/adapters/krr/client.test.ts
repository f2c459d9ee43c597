import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Krr } from "../../ports/krr.ts";
import { createFakeKrr } from "../../ports/testing/fake-krr.ts";
import { KARI, OLA, krrPerson } from "../../ports/testing/people.ts";
import { NOT_REGISTERED } from "../../domain/krr-person.ts";
import { krrBody } from "../testing/krr-body.ts";
import { startTestServer, type Answer, type TestServer } from "../testing/test-server.ts";
import { createTestTokens, type TestTokens } from "../testing/test-tokens.ts";
import { createKrr } from "./client.ts";

const MUNICIPALITY = { orgNumber: "910000001" };
const DELEGATED = "krr:global/kontaktinfo.read";
const CONFIRMED = new Date("2026-06-10T19:00:01.000Z");

const KARI_BODY = krrBody(KARI);
const OLA_BODY = {
  ...KARI_BODY,
  personidentifikator: OLA.reveal(),
  kontaktinformasjon: { epostadresse: "ola@example.no" },
};

let server: TestServer;
let tokens: TestTokens;
let krr: Krr;

beforeEach(async () => {
  server = await startTestServer();
  tokens = createTestTokens();
  krr = createKrr({ baseUrl: server.url, scope: DELEGATED, delegated: true, tokens, budgetMs: 1500 });
});
afterEach(() => server.close());

const ask = (subject: Krr = krr) => subject.lookup(KARI, MUNICIPALITY);

describe.each(["the adapter", "the fake"])("kontaktregisteret (%s)", (name) => {
  function subject(state: "known" | "unknown" | "broken"): Krr {
    const fake = createFakeKrr();
    if (state === "known")
      fake.put(KARI, krrPerson({ mobile: "+4799999901", email: "kari@example.no" }, CONFIRMED));
    fake.fail(state === "broken");
    server.answer(() =>
      state === "broken" ? { status: 500 } : { body: { personer: state === "known" ? [KARI_BODY] : [] } },
    );
    return name === "the fake" ? fake : krr;
  }

  it("tells what the person has registered, with dates", async () => {
    expect(await ask(subject("known"))).toEqual({
      ok: true,
      value: krrPerson({ mobile: "+4799999901", email: "kari@example.no" }, CONFIRMED),
    });
  });

  it("says of somebody whom it does not know that she is not registered", async () => {
    expect(await ask(subject("unknown"))).toEqual({ ok: true, value: NOT_REGISTERED });
  });

  it("answers with a failure as a value when it is broken", async () => {
    expect(await ask(subject("broken"))).toMatchObject({
      ok: false,
      failure: { upstream: "krr", kind: "unavailable" },
    });
  });
});

describe("the request to KRR", () => {
  it("asks for one id in the body, and for an answer also of who is not registered (A.3)", async () => {
    server.answer(() => ({ body: { personer: [] } }));
    await ask();
    const [request] = server.requests;
    expect(request).toMatchObject({ method: "POST", path: "/rest/v2/personer" });
    expect(JSON.parse(request?.body ?? "")).toEqual({
      personidentifikatorer: [KARI.reveal()],
      inkluderIkkeRegistrerte: true,
    });
    expect(JSON.stringify(request?.headers)).not.toContain(KARI.reveal());
  });

  it("names the municipality for a delegated scope only (C.4, C.6)", async () => {
    server.answer(() => ({ body: { personer: [] } }));
    await ask();
    const own = "krr:global/kontaktinformasjon.read";
    await ask(createKrr({ baseUrl: server.url, scope: own, delegated: false, tokens }));
    expect(tokens.needs).toEqual([{ scope: DELEGATED, consumerOrg: "910000001" }, { scope: own }]);
  });

  it("is repeated once with a new token after 401 (A.11)", async () => {
    server.answer(({ headers }) =>
      headers.authorization === "Bearer token-2" ? { body: { personer: [KARI_BODY] } } : { status: 401 },
    );
    expect((await ask()).ok).toBe(true);
    expect(tokens.dropped).toEqual(["token-1"]);
    expect(server.requests).toHaveLength(2);
  });

  it("is given up when the new token is refused too", async () => {
    server.answer(() => ({ status: 401 }));
    expect(await ask()).toMatchObject({ ok: false, failure: { kind: "refused", status: 401 } });
    expect(server.requests).toHaveLength(2);
  });

  it("is not sent anywhere else, whatever KRR redirects to (OB2)", async () => {
    const elsewhere = await startTestServer();
    server.answer(() => ({ status: 307, headers: { Location: `${elsewhere.url}/rest/v2/personer` } }));
    expect(await ask()).toMatchObject({ ok: false, failure: { kind: "contract", status: 307 } });
    expect(elsewhere.requests).toEqual([]);
    await elsewhere.close();
  });
});

describe("an answer of KRR", () => {
  it("is matched by id and never by position (A.3)", async () => {
    server.answer(() => ({ body: { personer: [OLA_BODY, KARI_BODY] } }));
    expect(await ask()).toMatchObject({
      ok: true,
      value: { channels: { email: { value: "kari@example.no" } } },
    });
  });

  it("without the id says that the person is not registered, whoever else is in it (A.8)", async () => {
    server.answer(() => ({ body: { personer: [OLA_BODY] } }));
    expect(await ask()).toEqual({ ok: true, value: NOT_REGISTERED });
  });

  it.each([
    ["SLETTET", "deleted"],
    ["IKKE_REGISTRERT", "not-registered"],
  ])("with status %s has no contact data", async (status, expected) => {
    const { kontaktinformasjon: _none, ...rest } = KARI_BODY;
    server.answer(() => ({ body: { personer: [{ ...rest, status }] } }));
    expect(await ask()).toMatchObject({
      ok: true,
      value: { status: expected, channels: { mobile: null, email: null } },
    });
  });

  it("tells reservation and duplicates as they are, and keeps the contact data (A.9)", async () => {
    const kontaktinformasjon = { ...KARI_BODY.kontaktinformasjon, epostadresse_duplisert: "JA" };
    server.answer(() => ({ body: { personer: [{ ...KARI_BODY, reservasjon: "JA", kontaktinformasjon }] } }));
    expect(await ask()).toMatchObject({
      ok: true,
      value: { reserved: true, channels: { email: { duplicate: true }, mobile: { duplicate: false } } },
    });
  });

  it("may leave out everything but id and status, and add what we do not know (A.5)", async () => {
    server.answer(() => ({
      body: { personer: [{ personidentifikator: KARI.reveal(), status: "AKTIV", nytt: 1 }] },
    }));
    expect(await ask()).toEqual({ ok: true, value: { ...NOT_REGISTERED, status: "active" } });
  });

  it("may write what is missing as null", async () => {
    const kontaktinformasjon = {
      epostadresse: null,
      mobiltelefonnummer: "+4799999901",
      mobiltelefonnummer_oppdatert: null,
    };
    server.answer(() => ({
      body: { personer: [{ ...KARI_BODY, spraak: null, reservasjon: null, kontaktinformasjon }] },
    }));
    expect(await ask()).toMatchObject({
      ok: true,
      value: { channels: { email: null, mobile: { value: "+4799999901", updatedAt: null } } },
    });
  });

  it.each([
    ["nb", "nb"],
    ["nn", "nn"],
    ["en", "en"],
    ["se", "se"],
    ["sma", null],
    ["NB", null],
    ["", null],
    [undefined, null],
  ])("that names the language %s is read as %s (A.5, P25)", async (spraak, language) => {
    server.answer(() => ({ body: { personer: [{ ...KARI_BODY, spraak }] } }));
    expect(await ask()).toMatchObject({ ok: true, value: { language } });
  });

  it("with an unreadable date leaves that date out (A.6)", async () => {
    const kontaktinformasjon = { mobiltelefonnummer: "+4799999901", mobiltelefonnummer_oppdatert: "i fjor" };
    server.answer(() => ({ body: { personer: [{ ...KARI_BODY, kontaktinformasjon }] } }));
    expect(await ask()).toMatchObject({
      ok: true,
      value: { channels: { mobile: { updatedAt: null, verifiedAt: null } } },
    });
  });

  const broken: [string, Answer, object][] = [
    [
      "an unknown status",
      { body: { personer: [{ ...KARI_BODY, status: "SPERRET" }] } },
      { kind: "contract" },
    ],
    ["HTML with 200", { body: "<html>Vedlikehold</html>" }, { kind: "contract", status: 200 }],
    ["half of a JSON text", { body: '{"personer":[' }, { kind: "contract" }],
    [
      "five thousand persons",
      { body: { personer: Array.from({ length: 5000 }, () => OLA_BODY) } },
      { kind: "contract", reason: "at personer" },
    ],
    [
      "an id that is a number",
      { body: { personer: [{ ...KARI_BODY, personidentifikator: 1 }] } },
      { kind: "contract", reason: "at personer.0.personidentifikator" },
    ],
    ["no list of persons", { body: {} }, { kind: "contract" }],
    ["500", { status: 500, body: { personer: [KARI_BODY] } }, { kind: "unavailable", status: 500 }],
    ["503", { status: 503 }, { kind: "unavailable", status: 503 }],
    ["429", { status: 429 }, { kind: "unavailable", status: 429 }],
    ["403", { status: 403 }, { kind: "refused", status: 403 }],
    ["400", { status: 400, body: { id: KARI.reveal() } }, { kind: "refused", status: 400 }],
    ["silence beyond the time budget", "silence", { kind: "timeout" }],
    ["a body that never ends", "half", { kind: "timeout" }],
  ];
  it.each(broken)(
    "with %s is a failure, without anything of the person in it (OB6)",
    async (_what, answer, failure) => {
      server.answer(() => answer);
      const result = await ask();
      expect(result).toMatchObject({ ok: false, failure: { upstream: "krr", ...failure } });
      expect(JSON.stringify(result)).not.toMatch(/\d{11}|@|\+47/);
    },
  );

  it("that nobody gives, as KRR is not there, is a failure", async () => {
    await server.close();
    expect(await ask()).toEqual({
      ok: false,
      failure: { upstream: "krr", kind: "unavailable", reason: "ECONNREFUSED" },
    });
    server = await startTestServer();
  });
});
