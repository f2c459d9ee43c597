import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { NationalId } from "../../domain/national-id.ts";
import { createPatience } from "../../platform/patience.ts";
import type { KrrChanges } from "../../ports/krr-changes.ts";
import { createFakeKrrChanges, type FakeKrrChanges } from "../../ports/testing/fake-krr-changes.ts";
import { KARI, OLA, krrPerson } from "../../ports/testing/people.ts";
import { krrBody } from "../testing/krr-body.ts";
import { startTestServer, type SeenRequest, type TestServer } from "../testing/test-server.ts";
import { createTestTokens, type TestTokens } from "../testing/test-tokens.ts";
import { createKrrChanges } from "./changes.ts";

const MUNICIPALITY = { orgNumber: "910000001" };
const SCOPE = "krr:global/kontaktinfo.read krr:global/hentendring.read";
const CONFIRMED = new Date("2026-06-10T19:00:01.000Z");
const KNOWN = krrPerson({ mobile: "+4799999901", email: "kari@example.no" }, CONFIRMED);

let server: TestServer;
let tokens: TestTokens;
let fake: FakeKrrChanges;
let adapter: KrrChanges;

const changesOf = (rest: { delegated?: boolean } = {}) =>
  createKrrChanges({
    baseUrl: server.url,
    scope: SCOPE,
    delegated: true,
    tokens,
    budgetMs: 5000,
    patience: createPatience({ tries: 3, baseMs: 1 }),
    ...rest,
  });

beforeEach(async () => {
  server = await startTestServer();
  tokens = createTestTokens();
  fake = createFakeKrrChanges();
  adapter = changesOf();
});
afterEach(() => server.close());

const fromOf = ({ body: text }: SeenRequest): number => JSON.parse(text).fraEndringsId;

/** The adapter's page to this answer of KRR. */
async function answerTo(list: readonly unknown[], numbers: object = {}, from = 23) {
  server.answer(() => ({
    body: { list, fraEndringsId: from, tilEndringsId: 33, sisteEndringsId: 38, ...numbers },
  }));
  return adapter.page(from, MUNICIPALITY);
}

/** The same feed for both, in pages of `size` numbers; null is a number of nobody. */
function arrange(changed: readonly (NationalId | null)[], size: number) {
  fake.pageSize(size);
  for (const nationalId of changed)
    if (nationalId === null) fake.skip(1);
    else fake.change(nationalId, KNOWN);
  server.answer((request) => {
    const from = fromOf(request);
    const to = Math.max(from, Math.min(Math.max(from, 1) + size - 1, changed.length));
    const told = changed.slice(Math.max(from, 1) - 1, to);
    return {
      body: {
        list: told.flatMap((nationalId) => (nationalId === null ? [] : [krrBody(nationalId)])),
        fraEndringsId: from,
        tilEndringsId: to,
        sisteEndringsId: changed.length,
        nytt: true,
      },
    };
  });
}

describe.each([
  ["the adapter", () => adapter],
  ["the fake", () => fake],
])("kontaktregisteret's feed of changes (%s)", (_name, subject) => {
  it("tells whole persons in the order of their changes, the number asked for included", async () => {
    arrange([KARI, OLA, KARI], 10);
    expect(await subject().page(2, MUNICIPALITY)).toEqual({
      ok: true,
      value: {
        entries: [OLA, KARI].map((nationalId) => ({ nationalId, word: KNOWN })),
        malformed: 0,
        to: 3,
        newest: 3,
      },
    });
  });

  it("tells no more than a page, and how far it goes on", async () => {
    arrange([KARI, OLA, KARI], 2);
    expect(await subject().page(0, MUNICIPALITY)).toMatchObject({ ok: true, value: { to: 2, newest: 3 } });
  });

  it("goes over numbers of nobody by a page without entries", async () => {
    arrange([null, null, KARI], 2);
    expect(await subject().page(0, MUNICIPALITY)).toMatchObject({ value: { entries: [], to: 2 } });
  });

  it("says where it ends", async () => {
    arrange([KARI, null, OLA], 1);
    expect(await subject().newest(MUNICIPALITY)).toEqual({ ok: true, value: 3 });
  });

  it("answers with a failure as a value when it is broken, and with a page again afterwards", async () => {
    server.answer(() => ({ status: 500 }));
    fake.failNext("page", "unavailable");
    expect(await subject().page(0, MUNICIPALITY)).toMatchObject({
      ok: false,
      failure: { upstream: "krr", kind: "unavailable" },
    });
    arrange([KARI], 10);
    expect(await subject().page(0, MUNICIPALITY)).toMatchObject({ ok: true });
  });
});

describe("the request for changes", () => {
  it("names the number in the body and the municipality in the grant, and no person", async () => {
    await answerTo([]);
    const [request] = server.requests;
    expect(request).toMatchObject({ method: "POST", path: "/rest/v2/krr/hentEndringer" });
    expect(JSON.parse(request?.body ?? "")).toEqual({ fraEndringsId: 23 });
    expect(tokens.needs).toEqual([{ scope: SCOPE, consumerOrg: MUNICIPALITY.orgNumber }]);
  });

  it("names no municipality where nothing is delegated (decision 009)", async () => {
    adapter = changesOf({ delegated: false });
    await answerTo([]);
    expect(tokens.needs).toEqual([{ scope: SCOPE }]);
  });

  it("is repeated while KRR cannot answer", async () => {
    const answers = [{ status: 503 }, { status: 429, headers: { "Retry-After": "0" } }];
    const page = { list: [], fraEndringsId: 0, tilEndringsId: 1, sisteEndringsId: 1 };
    server.answer(() => answers.shift() ?? { body: page });
    expect(await adapter.page(0, MUNICIPALITY)).toMatchObject({ ok: true });
    expect(server.requests).toHaveLength(3);
  });

  it.each([400, 403, 404])("is not repeated where KRR answers with %i", async (status) => {
    server.answer(() => ({ status }));
    const failure = { upstream: "krr", kind: "refused", status };
    expect(await adapter.page(0, MUNICIPALITY)).toEqual({ ok: false, failure });
    expect(await adapter.newest(MUNICIPALITY)).toEqual({ ok: false, failure });
    expect(server.requests).toHaveLength(2);
  });
});

describe("KRR's page of changes", () => {
  it("tells of somebody removed that she is", async () => {
    const removed = { personidentifikator: KARI.reveal(), reservasjon: "NEI", status: "SLETTET" };
    expect(await answerTo([removed])).toMatchObject({
      value: { entries: [{ word: { status: "deleted", channels: { mobile: null, email: null } } }] },
    });
  });

  it.each([
    ["a status that nobody has documented", { status: "SPERRET" }],
    ["no status", { status: undefined }],
    ["contact data that are a text", { kontaktinformasjon: "kari@example.no" }],
  ])("with %s for a person has no word on her, counts that, and serves the others", async (_what, odd) => {
    expect(await answerTo([krrBody(KARI), krrBody(OLA), krrBody(OLA, odd)])).toMatchObject({
      value: { entries: [{ word: KNOWN }, { word: KNOWN }, { nationalId: OLA, word: null }], malformed: 1 },
    });
  });

  it("leaves out elements about nobody knows whom, and counts them", async () => {
    const wrong = krrBody(KARI, { personidentifikator: "15838720232" });
    const number = krrBody(KARI, { personidentifikator: 15_838_720_231 });
    expect(await answerTo(["Kari", null, wrong, number, krrBody(KARI)])).toMatchObject({
      value: { entries: [{ nationalId: KARI, word: KNOWN }], malformed: 4 },
    });
  });

  it.each([
    ["ends before the number that was asked for", { tilEndringsId: 22 }],
    ["ends before its own beginning", { fraEndringsId: 34, tilEndringsId: 33 }],
    ["goes further than the newest change", { tilEndringsId: 39 }],
    ["does not say how far it goes", { tilEndringsId: null }],
    ["counts in text", { sisteEndringsId: "38" }],
    ["counts beyond what a number can hold", { sisteEndringsId: 2 ** 53 }],
    ["has no list", { list: undefined }],
  ])("that %s breaks the contract, without anything of a person in the failure", async (_what, odd) => {
    const result = await answerTo([krrBody(KARI)], odd);
    expect(result).toMatchObject({ ok: false, failure: { upstream: "krr", kind: "contract" } });
    expect(JSON.stringify(result)).not.toMatch(/\d{11}|@|\+47/);
  });
});
