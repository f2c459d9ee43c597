import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { people } from "../people/people.ts";
import { createTokenSigner, machineClaims } from "../signed-tokens.ts";
import type { TokenSigner } from "../signed-tokens.ts";
import { startContactRegister } from "./contact-register.ts";
import type { ContactRegister } from "./contact-register.ts";

const now = new Date("2026-11-22T09:00:00Z");
const everyone = people(now);
const MUNICIPALITY = { orgNumber: "910000004", name: "Prøvebygd kommune" };
const PAGE = z.object({
  persons: z.array(z.looseObject({ personId: z.string() })),
  nextCursor: z.string().nullable(),
});
const RESULTS = z.object({ results: z.array(z.object({ outcome: z.string() })) });

let maskinporten: TokenSigner;
let token: string;
let register: ContactRegister;
beforeAll(async () => {
  maskinporten = await createTokenSigner("http://localhost/maskinporten/");
  token = await maskinporten.sign(machineClaims("contacts.read contacts.write", MUNICIPALITY.orgNumber));
  register = await startContactRegister({
    register: { id: "visma-flyt-skole", name: "Skole", kind: "school", municipality: MUNICIPALITY },
    persons: () => everyone.flatMap(({ school }) => school),
    maskinporten,
    consumers: [MUNICIPALITY.orgNumber],
    now: () => now,
  });
});
beforeEach(() => register.reset());
afterAll(() => register.close());

function call(path: string, body?: unknown, bearer = token): Promise<Response> {
  return fetch(`${register.origin}${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: { authorization: `Bearer ${bearer}`, "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

async function pages(limit: number) {
  const read: z.infer<typeof PAGE>["persons"][] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const place: string = cursor === "" ? "" : `&cursor=${cursor}`;
    const answer = await call(`/v1/persons?population=active-guardians&limit=${limit}${place}`);
    expect(answer.status).toBe(200);
    const page = PAGE.parse(await answer.json());
    read.push(page.persons);
    cursor = page.nextCursor;
  }
  return read;
}

const idsOf = (persons: readonly { readonly personId: string }[]) => persons.map(({ personId }) => personId);

describe("a page of the population", () => {
  test("holds as many incomplete persons as told, each without another member, and the others whole", async () => {
    const [before = []] = await pages(10);
    register.faults.set({ malformed: 3 });
    const [page = []] = await pages(10);
    expect(
      page.slice(0, 3).map((person) => Object.keys(before[0] ?? {}).filter((name) => !(name in person))),
    ).toEqual([["etag"], ["contact"], ["nationalId"]]);
    expect(page.slice(3)).toEqual(before.slice(3));
  });
  test("of incomplete persons leaves the look-up as it is", async () => {
    register.faults.set({ malformed: 1000 });
    const answer = await call("/v1/persons/lookup", { nationalIds: [everyone[0]?.nationalId] });
    expect(await answer.json()).toMatchObject({ persons: [{ etag: "1" }] });
  });
  test("comes without persons and with its cursor while told to", async () => {
    const before = await pages(10);
    register.faults.set({ emptyPages: true });
    expect(await pages(10)).toEqual(before.map(() => []));
  });
  test("ends where the share ends that is told, whatever the size of the pages", async () => {
    const [everybody = []] = await pages(1000);
    register.faults.set({ share: 0.6 });
    const told = idsOf(everybody).slice(0, Math.round(everybody.length * 0.6));
    for (const limit of [1, 7, 1000]) expect(idsOf((await pages(limit)).flat()), `${limit}`).toEqual(told);
  });
  test("begins with the last person of the page before while told to, and nobody is left out", async () => {
    const [everybody = []] = await pages(1000);
    register.faults.set({ repeats: true });
    const read = await pages(10);
    expect(read.slice(1).map(([first]) => first)).toEqual(read.slice(0, -1).map((page) => page.at(-1)));
    expect([...new Set(idsOf(read.flat()))]).toEqual(idsOf(everybody));
    expect(Math.max(...read.map(({ length }) => length))).toBe(10);
  });
});

/** A number from KRR for the person, written to the version that stands there. */
function write(key: string) {
  const id = everyone.find((person) => person.key === key)?.nationalId ?? "";
  const [held] = register.find(id);
  return {
    key: randomUUID(),
    personId: held?.entry.personId,
    ifMatch: held?.etag,
    changes: [{ field: "mobile", value: "+4740000099", origin: "krr" }],
  };
}

const send = (updates: readonly object[]) => call("/v1/contact-updates", { updates });

async function outcomes(updates: readonly object[]) {
  const { results } = RESULTS.parse(await (await send(updates)).json());
  return results.map(({ outcome }) => outcome);
}

describe("a batch of writes", () => {
  test("has one conflict where somebody else comes in between once", async () => {
    register.faults.set({ conflictOnce: true });
    expect(await outcomes([write("kari"), write("ulik")])).toEqual(["conflict", "updated"]);
    expect(await outcomes([write("kari")])).toEqual(["updated"]);
  });
  test("has nothing but conflicts where somebody else always comes in between", async () => {
    register.faults.set({ conflictAlways: true });
    expect(await outcomes([write("kari"), write("ulik")])).toEqual(["conflict", "conflict"]);
  });
  test("fails as often as told with Retry-After, has no effect by that, and lets reading go on", async () => {
    register.faults.set({ status: 429, retryAfter: 3, times: 1, only: "writes" });
    const updates = [write("kari")];
    expect((await call("/v1/capabilities")).status).toBe(200);
    const refused = await send(updates);
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "3"]);
    expect(register.effects).toBe(0);
    expect(await outcomes(updates)).toEqual(["updated"]);
  });
});

test("a register of one municipality refuses the token that was issued for another", async () => {
  const foreign = await maskinporten.sign(machineClaims("contacts.read", "310000000", "920000002"));
  expect((await call("/v1/capabilities", undefined, foreign)).status).toBe(403);
});
