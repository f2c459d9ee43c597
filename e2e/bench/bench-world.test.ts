import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { mobileOf } from "./bench-people.ts";
import { benchBearer } from "./floor-grant.ts";
import { idOf } from "./indexed-ids.ts";
import { readEverybody } from "./read-everybody.ts";
import { startBenchWorld } from "./start-bench-world.ts";

const PAGE = z.object({
  persons: z.array(z.looseObject({ personId: z.string() })),
  nextCursor: z.string().nullable(),
});
const today = new Date("2026-11-22T00:00:00Z");

let world: Awaited<ReturnType<typeof startBenchWorld>>;
let authorization: string;
beforeAll(async () => {
  world = await startBenchWorld({ persons: 2500, krrLatency: 0, today });
  authorization = await benchBearer(world.addresses.maskinporten)();
});
afterAll(() => world.close());

function register(path: string, body?: unknown): Promise<Response> {
  return fetch(`${world.addresses.register}/v1/${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: { authorization, "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

function krr(body: unknown): Promise<Response> {
  return fetch(`${world.addresses.krr}/rest/v2/personer`, {
    method: "POST",
    headers: { authorization, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

/** KRR's number, written to the version that stands there at the start. */
const change = (index: number) => ({
  key: randomUUID(),
  personId: `bench-${index}`,
  ifMatch: "1",
  changes: [{ field: "mobile", value: mobileOf(index), origin: "krr" }],
});

const callsNow = async (): Promise<unknown> => (await fetch(world.addresses.calls)).json();

describe("the bench's Maskinporten", () => {
  test.each(["", "a.b", "a.b.c", "e30.e30"])("refuses «%s», which is no JWT", async (assertion) => {
    const body = new URLSearchParams({
      grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer",
      assertion,
    });
    expect((await fetch(`${world.addresses.maskinporten}token`, { method: "POST", body })).status).toBe(400);
  });
  test("issues the only tokens that are let in", async () => {
    const headers = { authorization: "Bearer x" };
    expect((await fetch(`${world.addresses.register}/v1/capabilities`, { headers })).status).toBe(401);
    expect((await fetch(`${world.addresses.krr}/rest/v2/personer`, { method: "POST", headers })).status).toBe(
      401,
    );
  });
});

describe("the bench's register", () => {
  test("tells everybody once, a page at a time", async () => {
    const ids: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const place: string = cursor === "" ? "" : `&cursor=${cursor}`;
      const answer = await register(`persons?population=active-guardians&limit=1000${place}`);
      const page = PAGE.parse(await answer.json());
      ids.push(...page.persons.map(({ personId }) => personId));
      cursor = page.nextCursor;
    }
    expect(ids).toEqual(Array.from({ length: 2500 }, (_, index) => `bench-${index}`));
  });
  test("has no employees", async () => {
    expect(await (await register("persons?population=active-employees")).json()).toEqual({
      persons: [],
      nextCursor: null,
    });
  });
  test("finds a person by either of her ids, and nobody beyond the last one", async () => {
    const one = await (await register("persons/bench-7")).json();
    expect(await (await register("persons/lookup", { nationalIds: [idOf(7), idOf(2500)] })).json()).toEqual({
      persons: [one],
    });
    expect((await register("persons/bench-2500")).status).toBe(404);
  });
  test("tells what it can do", async () => {
    expect(await (await register("capabilities")).json()).toMatchObject({
      register: { id: "bench" },
      writable: ["email", "mobile", "workPhone"],
      maxBatch: 500,
    });
  });
  test("reads as written after an accepted write, by the rules of the contract", async () => {
    const updates = [change(0), change(4), { ...change(1), ifMatch: "0" }, change(2500)];
    const results = [
      { outcome: "updated", etag: "2" },
      { outcome: "opted-out" },
      { outcome: "conflict" },
      { outcome: "not-found" },
    ];
    const send = async (): Promise<unknown> => (await register("contact-updates", { updates })).json();
    expect([await send(), await send()]).toMatchObject([{ results }, { results }]);
    const written = { etag: "2", contact: { mobile: { value: mobileOf(0), origin: "krr" } } };
    expect(await (await register("persons/bench-0")).json()).toMatchObject(written);
    const page = PAGE.parse(await (await register("persons?population=active-guardians&limit=2")).json());
    expect(page.persons).toMatchObject([written, { etag: "1" }]);
  });
});

describe("the bench's KRR", () => {
  test("knows whom the register tells, and leaves out whom it does not know unless asked for", async () => {
    const personidentifikatorer = [idOf(6), idOf(5), idOf(2500)];
    expect(await (await krr({ personidentifikatorer })).json()).toMatchObject({
      personer: [{ personidentifikator: idOf(6), status: "AKTIV" }],
    });
    expect(await (await krr({ personidentifikatorer, inkluderIkkeRegistrerte: true })).json()).toMatchObject({
      personer: [{ status: "AKTIV" }, { status: "IKKE_REGISTRERT" }, { status: "IKKE_REGISTRERT" }],
    });
  });
  test("refuses more than 1000 ids", async () => {
    expect((await krr({ personidentifikatorer: Array.from({ length: 1001 }, () => idOf(0)) })).status).toBe(
      400,
    );
  });
});

test("the floor reads everybody and looks everybody up, with one look-up for each page", async () => {
  expect(await readEverybody(world.addresses)).toEqual({
    persons: 2500,
    answers: 2500,
    pages: 3,
    lookups: 3,
  });
});

test("what was asked is counted", async () => {
  const before = z.object({ krr: z.number(), ids: z.number() }).parse(await callsNow());
  await krr({ personidentifikatorer: [idOf(0), idOf(1)] });
  expect(await callsNow()).toMatchObject({ krr: before.krr + 1, ids: before.ids + 2 });
});

test("KRR waits as long as told before it answers", async () => {
  const slow = await startBenchWorld({ persons: 1, krrLatency: 60, today });
  const begun = performance.now();
  await readEverybody(slow.addresses);
  await slow.close();
  // A timer may fire a millisecond early.
  expect(performance.now() - begun).toBeGreaterThan(58);
});
