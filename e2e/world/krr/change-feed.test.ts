import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { idOf, knownIds, startKrrInTest } from "./krr-in-test.ts";

const CONTACT = "krr:global/kontaktinfo.read";
const FEED = "krr:global/hentendring.read";
const ANSWER = z.object({
  list: z.array(z.looseObject({ personidentifikator: z.string(), status: z.string() })),
  fraEndringsId: z.number(),
  tilEndringsId: z.number(),
  sisteEndringsId: z.number(),
});

let world: Awaited<ReturnType<typeof startKrrInTest>>;
let token: string;
beforeAll(async () => {
  world = await startKrrInTest();
  token = await world.tokenWith(`${CONTACT} ${FEED}`);
});
beforeEach(() => world.krr.reset());
afterAll(() => world.krr.close());

const ask = (body: unknown, bearer = token) => world.post("/rest/v2/krr/hentEndringer", bearer, body);

async function page(fraEndringsId: number) {
  const { list, ...numbers } = ANSWER.parse(await (await ask({ fraEndringsId })).json());
  return { ids: list.map((person) => person.personidentifikator), list, ...numbers };
}

const setMobile = (key: string, value: string) =>
  world.krr.store.update(idOf(key), (entry) => ({
    ...entry,
    mobile: { value, updatedAt: new Date(0), verifiedAt: null, validatedAt: null },
  }));

describe("access to the feed of changes", () => {
  test.each([
    ["the contact scope alone", CONTACT, undefined],
    ["the scope of the feed alone", FEED, undefined],
    ["the digital-post scope and that of the feed", `krr:global/postkasse.read ${FEED}`, undefined],
    ["both scopes of an organisation without access", `${CONTACT} ${FEED}`, "920000002"],
  ])("is refused with %s", async (_what, scope, consumer) => {
    expect((await ask({ fraEndringsId: 0 }, await world.tokenWith(scope, consumer))).status).toBe(403);
  });
  test("is refused without a valid token", async () => {
    expect((await ask({ fraEndringsId: 0 }, "x.y.z")).status).toBe(401);
  });
  test.each([
    ["no number", {}],
    ["a number in quotation marks", { fraEndringsId: "1" }],
    ["a negative number", { fraEndringsId: -1 }],
    ["half a number", { fraEndringsId: 0.5 }],
    ["broken JSON", "{"],
  ])("is refused for %s", async (_what, body) => {
    expect((await ask(body)).status).toBe(400);
  });
});

describe("the feed of changes", () => {
  test("tells the whole register from 0 on, each person as a look-up tells her", async () => {
    const { ids, list, ...numbers } = await page(0);
    expect(ids).toEqual(knownIds);
    expect(numbers).toEqual({
      fraEndringsId: 0,
      tilEndringsId: knownIds.length,
      sisteEndringsId: knownIds.length,
    });
    const lookup = await world.post("/rest/v2/personer", token, { personidentifikatorer: [idOf("kari")] });
    expect(await lookup.json()).toEqual({ personer: [list[0]] });
  });
  test("tells only active and removed persons", async () => {
    expect(new Set((await page(0)).list.map(({ status }) => status))).toEqual(new Set(["AKTIV", "SLETTET"]));
  });
  test("includes the change with the number asked for", async () => {
    const { sisteEndringsId, ids } = await page(knownIds.length);
    expect([sisteEndringsId, ids]).toEqual([knownIds.length, knownIds.slice(-1)]);
  });
  test("raises the number by one with each change and tells them in their order", async () => {
    setMobile("ulik", "+4740000001");
    setMobile("kari", "+4740000002");
    expect(await page(knownIds.length + 1)).toMatchObject({
      ids: [idOf("ulik"), idOf("kari")],
      tilEndringsId: knownIds.length + 2,
    });
  });
  test("tells a person as often as she changed, each time as she is now", async () => {
    setMobile("kari", "+4740000001");
    setMobile("kari", "+4740000002");
    const { list } = await page(knownIds.length + 1);
    expect(list).toMatchObject([
      { kontaktinformasjon: { mobiltelefonnummer: "+4740000002" } },
      { kontaktinformasjon: { mobiltelefonnummer: "+4740000002" } },
    ]);
  });
  test("tells of a removed person that she is, and nothing else", async () => {
    world.krr.store.remove(idOf("kari"));
    expect((await page(knownIds.length + 1)).list).toEqual([
      {
        personidentifikator: idOf("kari"),
        reservasjon: "NEI",
        status: "SLETTET",
        varslingsstatus: "KAN_IKKE_VARSLES",
      },
    ]);
  });
  test("tells contact data that a look-up withholds for its age", async () => {
    world.krr.switches.filterExpired = true;
    const expired = (await page(0)).list.find(
      (person) => person.personidentifikator === idOf("utlopt-begge"),
    );
    expect(expired).toHaveProperty("kontaktinformasjon");
  });
  test("tells no more than a page at a time, and where the next one begins", async () => {
    world.krr.switches.feedPageSize = 10;
    const first = await page(0);
    expect(first).toMatchObject({ tilEndringsId: 10, sisteEndringsId: knownIds.length });
    const second = await page(first.tilEndringsId);
    expect([...first.ids, ...second.ids.slice(1)]).toEqual(knownIds.slice(0, 19));
  });
  test("goes on over numbers that are nobody's by pages without persons", async () => {
    world.krr.switches.feedPageSize = 10;
    world.krr.store.skipChanges(20);
    setMobile("kari", "+4740000001");
    const empty = await page(knownIds.length + 1);
    expect(empty).toMatchObject({ ids: [], tilEndringsId: knownIds.length + 10 });
    const further = await page(empty.tilEndringsId + 10);
    expect(further).toMatchObject({ ids: [idOf("kari")], tilEndringsId: knownIds.length + 21 });
  });
  test("never sends a reader back who is ahead of it", async () => {
    expect(await page(5000)).toMatchObject({
      ids: [],
      tilEndringsId: 5000,
      sisteEndringsId: knownIds.length,
    });
  });
  test("counts the calls, and forgets changes and counters at a reset", async () => {
    setMobile("kari", "+4740000001");
    await page(0);
    expect(world.krr.calls).toMatchObject({ requests: 1, hentEndringer: 1, personer: 0 });
    world.krr.reset();
    expect(world.krr.calls.hentEndringer).toBe(0);
    expect((await page(0)).sisteEndringsId).toBe(knownIds.length);
  });
});
