import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { everyId, idOf, startKrrInTest } from "./krr-in-test.ts";

const ANSWER = z.object({
  personer: z.array(z.looseObject({ personidentifikator: z.string(), status: z.string() })),
});

let world: Awaited<ReturnType<typeof startKrrInTest>>;
let token: string;
beforeAll(async () => {
  world = await startKrrInTest();
  token = await world.tokenWith("krr:global/kontaktinfo.read");
});
beforeEach(() => {
  world.krr.reset();
  world.krr.switches.shuffled = false;
});
afterAll(() => world.krr.close());

async function lookup(personidentifikatorer: readonly string[], inkluderIkkeRegistrerte = true) {
  const answer = await world.post("/rest/v2/personer", token, {
    personidentifikatorer,
    inkluderIkkeRegistrerte,
  });
  return ANSWER.parse(await answer.json()).personer;
}

const idsOf = (persons: readonly { readonly personidentifikator: string }[]) =>
  persons.map(({ personidentifikator }) => personidentifikator);

test("claims not to know nine of ten while told to, and knows a person who is asked for alone", async () => {
  world.krr.switches.unknownForMost = true;
  const persons = await lookup(everyId);
  expect(idsOf(persons)).toEqual(everyId);
  const known = persons.filter(({ status }) => status !== "IKKE_REGISTRERT");
  expect(known.length).toBeLessThanOrEqual(Math.ceil(everyId.length / 10));
  expect(await lookup([idOf("kari")])).toMatchObject([{ status: "AKTIV" }]);
});

test("leaves out those whom it claims not to know where only registered persons are wanted", async () => {
  world.krr.switches.unknownForMost = true;
  expect(idsOf(await lookup([idOf("kari"), idOf("ulik")], false))).toEqual([idOf("kari")]);
});

test("answers every tenth person twice, with another number, while told to", async () => {
  world.krr.switches.duplicates = true;
  const persons = await lookup(everyId);
  const again = persons.filter(
    (person, position) => persons[position - 1]?.personidentifikator === person.personidentifikator,
  );
  expect(idsOf(again)).toEqual(everyId.filter((_id, position) => position % 10 === 0));
  const [first, second] = await lookup([idOf("kari")]);
  expect(second).toMatchObject({ personidentifikator: first?.personidentifikator, status: "AKTIV" });
  expect(second?.["kontaktinformasjon"]).not.toEqual(first?.["kontaktinformasjon"]);
});

test("answers every tenth person as somebody nobody asked about while told to", async () => {
  world.krr.switches.wrongPersons = true;
  const ids = idsOf(await lookup(everyId));
  const strangers = ids.filter((id) => !everyId.includes(id));
  expect(new Set(strangers).size).toBe(Math.ceil(everyId.length / 10));
  expect(ids).toHaveLength(everyId.length);
});

test("is as good as ever after a reset", async () => {
  const before = await lookup(everyId);
  Object.assign(world.krr.switches, { unknownForMost: true, duplicates: true, wrongPersons: true });
  world.krr.reset();
  world.krr.switches.shuffled = false;
  expect(await lookup(everyId)).toEqual(before);
});
