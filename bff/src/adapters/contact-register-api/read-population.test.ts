import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createPatience } from "../../platform/patience.ts";
import type { PopulationRegister } from "../../ports/population-register.ts";
import { manyNationalIds } from "../../ports/testing/many-national-ids.ts";
import { KARI, OLA, SCHOOL, contactRecord } from "../../ports/testing/people.ts";
import { memberBody } from "../testing/population-server.ts";
import { startTestServer, type Answer, type TestServer } from "../testing/test-server.ts";
import { createTestTokens } from "../testing/test-tokens.ts";
import { createPopulationRegister } from "./population.ts";

const MEMBER = {
  nationalId: KARI,
  protection: null,
  record: contactRecord({ mobile: { value: "91234567" }, email: { value: "kari@example.no" } }),
};
const BODY = memberBody(MEMBER);

let server: TestServer;
let register: PopulationRegister;

beforeEach(async () => {
  server = await startTestServer();
  register = createPopulationRegister({
    register: SCHOOL,
    baseUrl: server.url,
    need: { scope: "contacts.read" },
    tokens: createTestTokens(),
    budgetMs: 5000,
    patience: createPatience({ tries: 3, baseMs: 1 }),
  });
});
afterEach(() => server.close());

/** The first page, where the register answers with these persons. */
async function page(persons: readonly unknown[], rest: object = { nextCursor: null }) {
  server.answer(() => ({ body: { persons, ...rest } }));
  return register.page("guardians", null);
}

describe("the request for a page", () => {
  it("names the population, a thousand persons and the cursor, and no more", async () => {
    server.answer(() => ({ body: { persons: [], nextCursor: null } }));
    await register.page("guardians", null);
    await register.page("employees", "a&limit=1/é");
    const seen = server.requests.map(({ path }) => new URL(path, server.url));
    expect(seen.map(({ pathname }) => pathname)).toEqual(["/v1/persons", "/v1/persons"]);
    expect(seen.map(({ searchParams }) => Object.fromEntries(searchParams))).toEqual([
      { population: "active-guardians", limit: "1000" },
      { population: "active-employees", limit: "1000", cursor: "a&limit=1/é" },
    ]);
  });

  it("is repeated while the register cannot answer, and each repeat is counted", async () => {
    const answers: Answer[] = [{ status: 503, headers: { "Retry-After": "0" } }, { status: 429 }];
    server.answer(() => answers.shift() ?? { body: { persons: [BODY], nextCursor: null } });
    expect(await register.page("guardians", null)).toMatchObject({ ok: true, value: { members: [MEMBER] } });
    expect(register.calls()).toBe(3);
  });

  it("is not repeated where the register refuses it", async () => {
    server.answer(() => ({ status: 400 }));
    expect(await register.page("guardians", "old")).toMatchObject({
      ok: false,
      failure: { kind: "refused", status: 400 },
    });
    expect(register.calls()).toBe(1);
  });
});

describe("a page", () => {
  const { email } = BODY.contact;
  it.each([
    ["at etag", { etag: "" }],
    ["at name.family", { name: { given: "Kari" } }],
    ["at roles.1", { roles: ["guardian", 7] }],
    ["at contact.email.originUpdatedAt", { contact: { email: { ...email, originUpdatedAt: "i fjor" } } }],
    ["at contact.email.value", { contact: { email: { ...email, value: 91_234_567 } } }],
    ["at nationalId", { nationalId: "15838720232" }],
    ["at nationalId", { nationalId: 15_838_720_231 }],
  ])("puts a record aside whose fault is %s, and uses the others", async (fault, odd) => {
    const result = await page([{ ...BODY, personId: "p-9", ...odd }, BODY]);
    expect(result).toEqual({
      ok: true,
      value: { members: [MEMBER], quarantined: [{ personId: "p-9", fault }], nextCursor: null },
    });
  });

  it.each([
    ["what is no record", "Kari 15838720231", "no record"],
    ["nothing", null, "no record"],
    ["a record without an id", { ...BODY, personId: undefined }, "at personId"],
    ["a record whose id could leave its place in a path", { ...BODY, personId: "../x" }, "at personId"],
    ["a record whose id is a number", { ...BODY, personId: 7 }, "at personId"],
    ["a record whose id is the national id", { ...BODY, personId: KARI.reveal() }, "at personId"],
    ["a record whose id holds a national id", { ...BODY, personId: `p-${OLA.reveal()}` }, "at personId"],
    ["a malformed record whose id is a national id", { personId: OLA.reveal() }, "at etag"],
  ])("puts %s aside without a name", async (_what, odd, fault) => {
    const result = await page([odd, BODY]);
    expect(result).toMatchObject({
      ok: true,
      value: { members: [MEMBER], quarantined: [{ personId: null, fault }] },
    });
    expect(JSON.stringify(result.ok && result.value.quarantined)).not.toMatch(/\d{11}/);
  });

  it("counts the same person once", async () => {
    const broken = { ...BODY, personId: "p-2", etag: null };
    const result = await page([BODY, broken, { ...BODY, etag: "2" }, broken]);
    expect(result).toMatchObject({
      ok: true,
      value: { members: [MEMBER], quarantined: [{ personId: "p-2", fault: "at etag" }] },
    });
    expect(result.ok && result.value.members).toHaveLength(1);
    expect(result.ok && result.value.quarantined).toHaveLength(1);
  });

  it("counts two persons with one national id as two (rule 8)", async () => {
    const result = await page([BODY, { ...BODY, personId: "p-2" }]);
    expect(result.ok && result.value.members).toHaveLength(2);
  });

  it.each([
    ["none", null],
    ["client", "client"],
    ["top-secret", "unknown"],
    [7, "unknown"],
    [null, "unknown"],
    [undefined, "unknown"],
  ])("reads the protection %j as %j (rule 7, AP4)", async (addressProtection, protection) => {
    const result = await page([{ ...BODY, addressProtection }]);
    expect(result).toMatchObject({ ok: true, value: { members: [{ protection }] } });
  });

  it.each([
    ["no list of persons", { persons: {}, nextCursor: null }],
    ["nothing on what follows", { persons: [BODY] }],
    ["a cursor that is no text", { persons: [BODY], nextCursor: 2 }],
    ["an empty cursor", { persons: [BODY], nextCursor: "" }],
    ["a page of a proxy", "<html>Innlogging</html>"],
  ])("with %s is a failure", async (_what, body) => {
    server.answer(() => ({ body }));
    expect(await register.page("guardians", null)).toMatchObject({
      ok: false,
      failure: { kind: "contract" },
    });
  });

  it("whose cursor leads to itself is a failure", async () => {
    server.answer(() => ({ body: { persons: [BODY], nextCursor: "c-1" } }));
    expect(await register.page("guardians", null)).toMatchObject({ ok: true, value: { nextCursor: "c-1" } });
    expect(await register.page("guardians", "c-1")).toMatchObject({
      ok: false,
      failure: { kind: "contract" },
    });
  });
});

describe("a look-up of many", () => {
  it("asks for each person once, for a thousand at a time, in bodies alone", async () => {
    server.answer(() => ({ body: { persons: [] } }));
    const ids = manyNationalIds(1001);
    expect(await register.lookupMany([...ids, ...ids])).toEqual({ ok: true, value: [] });
    const asked = server.requests.map(({ body }) => JSON.parse(body).nationalIds);
    expect(asked.map(({ length }) => length)).toEqual([1000, 1]);
    expect(asked.flat()).toEqual(ids.map((id) => id.reveal()));
    for (const { path, headers } of server.requests)
      expect(path + JSON.stringify(headers)).not.toMatch(/\d{11}/);
  });

  it("that tells of somebody else is a failure", async () => {
    server.answer(() => ({ body: { persons: [BODY, { ...BODY, nationalId: OLA.reveal() }] } }));
    expect(await register.lookupMany([KARI])).toMatchObject({ ok: false, failure: { kind: "contract" } });
  });

  it("leaves out a record that cannot be read", async () => {
    server.answer(() => ({ body: { persons: [{ ...BODY, personId: "p-2", etag: "" }, BODY] } }));
    expect(await register.lookupMany([KARI])).toEqual({ ok: true, value: [MEMBER] });
  });
});

describe("one member", () => {
  it("is asked for by the register's own id, which stays in its place", async () => {
    server.answer(() => ({ status: 404 }));
    expect(await register.member("../admin?x=#")).toEqual({ ok: true, value: null });
    expect(server.requests[0]?.path).toBe("/v1/persons/..%2Fadmin%3Fx%3D%23");
  });

  it.each([
    ["another person", { ...BODY, personId: "p-2" }],
    ["a malformed record", { ...BODY, etag: "" }],
  ])("that comes back as %s is a failure", async (_what, body) => {
    server.answer(() => ({ body }));
    expect(await register.member("p-1")).toMatchObject({ ok: false, failure: { kind: "contract" } });
  });
});
