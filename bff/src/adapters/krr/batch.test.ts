import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { NOT_REGISTERED } from "../../domain/krr-person.ts";
import type { NationalId } from "../../domain/national-id.ts";
import { createPatience } from "../../platform/patience.ts";
import type { KrrBatch } from "../../ports/krr-batch.ts";
import { createFakeKrrBatch, type FakeKrrBatch } from "../../ports/testing/fake-krr-batch.ts";
import { manyNationalIds } from "../../ports/testing/many-national-ids.ts";
import { KARI, OLA, krrPerson } from "../../ports/testing/people.ts";
import { krrBody } from "../testing/krr-body.ts";
import { startTestServer, type Answer, type SeenRequest, type TestServer } from "../testing/test-server.ts";
import { createTestTokens, type TestTokens } from "../testing/test-tokens.ts";
import { createKrrBatch } from "./batch.ts";

const MUNICIPALITY = { orgNumber: "910000001" };
const SCOPE = "krr:global/kontaktinfo.read";
const CONFIRMED = new Date("2026-06-10T19:00:01.000Z");
const KNOWN = krrPerson({ mobile: "+4799999901", email: "kari@example.no" }, CONFIRMED);
const [STRANGER, ANOTHER] = manyNationalIds(2);

let server: TestServer;
let tokens: TestTokens;
let fake: FakeKrrBatch;
let adapter: KrrBatch;

const batchOf = (rest: { delegated?: boolean; parallel?: number; budgetMs?: number } = {}) =>
  createKrrBatch({
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
  fake = createFakeKrrBatch();
  adapter = batchOf();
});
afterEach(() => server.close());

const asked = ({ body: text }: SeenRequest): string[] => JSON.parse(text).personidentifikatorer;

/** The adapter's answer to these elements. */
async function answerTo(elements: readonly unknown[], ids: readonly NationalId[] = [KARI]) {
  server.answer(() => ({ body: { personer: elements } }));
  return adapter.lookupMany(ids, MUNICIPALITY);
}

/** The same KRR for both; whoever is not named is not known to it. */
function arrange(krr: {
  known?: NationalId[];
  obscure?: NationalId[];
  twice?: NationalId[];
  strangers?: number;
}) {
  const { known = [], obscure = [], twice = [], strangers = 0 } = krr;
  for (const nationalId of known) fake.put(nationalId, KNOWN);
  for (const nationalId of obscure) fake.obscure(nationalId);
  for (const nationalId of twice) fake.contradict(nationalId);
  fake.addStrangers(strangers);
  const elements = [
    ...[...known, ...twice, ...twice].map((nationalId) => krrBody(nationalId)),
    ...obscure.map((nationalId) => krrBody(nationalId, { status: "SPERRET" })),
  ];
  server.answer((request) => ({
    body: {
      personer: [
        ...elements
          .filter(({ personidentifikator }) => asked(request).includes(personidentifikator))
          .toReversed(),
        ...manyNationalIds(strangers).map((nationalId) => krrBody(nationalId)),
      ],
    },
  }));
}

describe.each([
  ["the adapter", () => adapter],
  ["the fake", () => fake],
])("kontaktregisteret, asked about many (%s)", (_name, subject) => {
  const ask = (ids: readonly NationalId[]) => subject().lookupMany(ids, MUNICIPALITY);

  it("answers for each id in the order given, also for one that comes twice", async () => {
    arrange({ known: [KARI] });
    expect(await ask([OLA, KARI, KARI])).toEqual({
      ok: true,
      value: { people: [NOT_REGISTERED, KNOWN, KNOWN], strange: 0 },
    });
  });

  it("has no word on whom it gives an undocumented status", async () => {
    arrange({ known: [KARI], obscure: [OLA] });
    expect(await ask([OLA, KARI])).toEqual({ ok: true, value: { people: [null, KNOWN], strange: 0 } });
  });

  it("has no word on whom it answers twice, and that is strange", async () => {
    arrange({ known: [KARI], twice: [OLA] });
    expect(await ask([OLA, KARI])).toEqual({ ok: true, value: { people: [null, KNOWN], strange: 1 } });
  });

  it("counts answers on persons nobody asked about as strange", async () => {
    arrange({ known: [KARI], strangers: 2 });
    expect(await ask([KARI])).toEqual({ ok: true, value: { people: [KNOWN], strange: 2 } });
  });

  it("is not asked about nobody", async () => {
    expect(await ask([])).toEqual({ ok: true, value: { people: [], strange: 0 } });
    expect(subject().calls()).toBe(0);
  });

  it("answers with a failure as a value when it is broken, and with people again afterwards", async () => {
    server.answer(() => ({ status: 500 }));
    fake.failNext("lookup", "unavailable");
    expect(await ask([KARI])).toMatchObject({ ok: false, failure: { upstream: "krr", kind: "unavailable" } });
    arrange({ known: [KARI] });
    expect(await ask([KARI])).toMatchObject({ ok: true, value: { people: [KNOWN] } });
  });
});

describe("the request to KRR about many", () => {
  it("names each id once, in the body alone, and asks also for who is not registered (A.3)", async () => {
    await answerTo([], [KARI, OLA, KARI]);
    const [request] = server.requests;
    expect(request).toMatchObject({ method: "POST", path: "/rest/v2/personer" });
    expect(JSON.parse(request?.body ?? "")).toEqual({
      personidentifikatorer: [KARI.reveal(), OLA.reveal()],
      inkluderIkkeRegistrerte: true,
    });
    expect(JSON.stringify(request?.headers)).not.toMatch(/\d{11}/);
  });

  it.each([
    [true, { scope: SCOPE, consumerOrg: MUNICIPALITY.orgNumber }],
    [false, { scope: SCOPE }],
  ])("names the municipality where it is delegated: %s (decision 009)", async (delegated, need) => {
    server.answer(() => ({ body: { personer: [] } }));
    await batchOf({ delegated }).lookupMany([KARI], MUNICIPALITY);
    expect(tokens.needs).toEqual([need]);
  });

  it("is repeated while KRR cannot answer, and each repeat is counted", async () => {
    const answers: Answer[] = [{ status: 429, headers: { "Retry-After": "0" } }, "silence"];
    server.answer(() => answers.shift() ?? { body: { personer: [krrBody(KARI)] } });
    const hasty = batchOf({ budgetMs: 1000 });
    expect(await hasty.lookupMany([KARI], MUNICIPALITY)).toMatchObject({ ok: true });
    expect(hasty.calls()).toBe(3);
  });

  it.each([400, 403, 404])("is not repeated where KRR answers with %i", async (status) => {
    server.answer(() => ({ status }));
    expect(await adapter.lookupMany([KARI], MUNICIPALITY)).toMatchObject({
      ok: false,
      failure: { upstream: "krr", kind: "refused", status },
    });
    expect(adapter.calls()).toBe(1);
  });

  it("waits for its turn, also while another one waits to be repeated", async () => {
    const seen: string[] = [];
    server.answer((request) => {
      seen.push(asked(request)[0] ?? "");
      return seen.length === 1 ? { status: 503 } : { body: { personer: [] } };
    });
    const single = batchOf({ parallel: 1 });
    await Promise.all([KARI, OLA].map((nationalId) => single.lookupMany([nationalId], MUNICIPALITY)));
    expect(seen).toEqual([KARI, KARI, OLA].map((nationalId) => nationalId.reveal()));
  });

  it("is under way together with as many others as KRR is to be burdened with", async () => {
    const held: (() => void)[] = [];
    let mostAtOnce = 0;
    server.answer(async () => {
      // Nobody is answered before two are there.
      await new Promise<void>((resolve) => {
        held.push(resolve);
        mostAtOnce = Math.max(mostAtOnce, held.length);
        if (held.length >= 2) for (const release of held.splice(0)) release();
      });
      return { body: { personer: [] } };
    });
    const pair = batchOf({ parallel: 2 });
    const answers = await Promise.all(
      manyNationalIds(6).map((nationalId) => pair.lookupMany([nationalId], MUNICIPALITY)),
    );
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(mostAtOnce).toBe(2);
    expect(pair.calls()).toBe(6);
  });
});

describe("KRR's answer about many", () => {
  it("may leave out everything but id and status (A.5)", async () => {
    const bare = { personidentifikator: KARI.reveal(), status: "AKTIV", nytt: 1 };
    expect(await answerTo([bare])).toMatchObject({
      ok: true,
      value: { people: [{ ...NOT_REGISTERED, status: "active" }] },
    });
  });

  it.each([
    ["a status that is no text", { status: 1 }],
    ["no status", { status: undefined }],
    ["contact data that are a text", { kontaktinformasjon: "kari@example.no" }],
    ["an address that is a number", { kontaktinformasjon: { epostadresse: 7 } }],
  ])("with %s for a person has no word on her, and serves the others", async (_what, odd) => {
    expect(await answerTo([krrBody(OLA, odd), krrBody(KARI)], [OLA, KARI])).toEqual({
      ok: true,
      value: { people: [null, KNOWN], strange: 0 },
    });
  });

  it("on somebody whose id cannot be read is strange", async () => {
    const elements = ["Kari", null, krrBody(KARI, { personidentifikator: 15_838_720_231 }), krrBody(KARI)];
    expect(await answerTo(elements)).toEqual({ ok: true, value: { people: [KNOWN], strange: 3 } });
  });

  it("has no word on whom it answers thrice, malformed or not", async () => {
    expect(await answerTo([krrBody(KARI, { status: 1 }), krrBody(KARI), krrBody(KARI)])).toEqual({
      ok: true,
      value: { people: [null], strange: 2 },
    });
  });

  it("on a stranger is nobody's, wherever it stands", async () => {
    const elements = [STRANGER, ANOTHER].flatMap((nationalId) => (nationalId ? [krrBody(nationalId)] : []));
    expect(await answerTo(elements, [KARI, OLA])).toEqual({
      ok: true,
      value: { people: [NOT_REGISTERED, NOT_REGISTERED], strange: 2 },
    });
  });

  it.each([
    ["HTML with 200", "<html>Vedlikehold</html>"],
    ["half of a JSON text", '{"personer":['],
    ["no list of persons", {}],
  ])("with %s is a failure, without anything of a person in it", async (_what, answer) => {
    server.answer(() => ({ body: answer }));
    const result = await adapter.lookupMany([KARI], MUNICIPALITY);
    expect(result).toMatchObject({ ok: false, failure: { upstream: "krr", kind: "contract" } });
    expect(JSON.stringify(result)).not.toMatch(/\d{11}|@|\+47/);
  });

  it("on a thousand persons is matched to each of them", async () => {
    const ids = manyNationalIds(1000);
    const numbers = ids.map((_id, index) => `+4790000${String(index).padStart(3, "0")}`);
    const elements = ids.map((nationalId, index) =>
      krrBody(nationalId, { kontaktinformasjon: { mobiltelefonnummer: numbers[index] } }),
    );
    const answer = await answerTo(elements.toReversed(), ids);
    expect(answer.ok && answer.value.people.map((person) => person?.channels.mobile?.value)).toEqual(numbers);
  });
});
