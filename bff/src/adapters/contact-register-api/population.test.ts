import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Change } from "../../domain/contact-record.ts";
import { NationalId } from "../../domain/national-id.ts";
import type { Member, Population } from "../../domain/sync/population.ts";
import { createPatience } from "../../platform/patience.ts";
import type { BatchWrite, PopulationRegister } from "../../ports/population-register.ts";
import {
  createFakePopulationRegister,
  type FakePopulationRegister,
} from "../../ports/testing/fake-population-register.ts";
import { KARI, OLA, SCHOOL, contactRecord } from "../../ports/testing/people.ts";
import { startPopulationServer } from "../testing/population-server.ts";
import type { TestServer } from "../testing/test-server.ts";
import { createTestTokens } from "../testing/test-tokens.ts";
import { createPopulationRegister } from "./population.ts";

const CONFIRMED = new Date("2026-08-20T07:12:00.000Z");
const MOBILE: Change = { field: "mobile", value: "+4799999901", origin: "krr", originVerifiedAt: CONFIRMED };

/** Each promise of the port is kept by both. */
const SUBJECTS: [string, () => PopulationRegister][] = [
  ["the adapter", () => adapter],
  ["the fake", () => fake],
];

let fake: FakePopulationRegister;
let server: TestServer;
let adapter: PopulationRegister;

beforeEach(async () => {
  fake = createFakePopulationRegister(SCHOOL, { page: 2, batch: 2 });
  server = await startPopulationServer(fake);
  adapter = createPopulationRegister({
    register: SCHOOL,
    baseUrl: server.url,
    need: { scope: "contacts.read" },
    tokens: createTestTokens(),
    budgetMs: 5000,
    patience: createPatience({ tries: 2, baseMs: 1 }),
    polling: { tries: 2, baseMs: 1, maxMs: 1 },
  });
});
afterEach(() => server.close());

function member(personId: string, rest: Partial<Member> = {}): Member {
  const record = contactRecord({ email: { value: "kari@example.no", optedOut: true } }, { personId });
  return { nationalId: KARI, protection: null, record, ...rest };
}

function write(key: string, rest: Partial<BatchWrite> = {}): BatchWrite {
  return { key, personId: "p-1", etag: "1", changes: [MOBILE], ...rest };
}

/** Everybody of a population, page by page. */
async function everyone(register: PopulationRegister, population: Population = "guardians") {
  const [members, quarantined]: [Member[], unknown[]] = [[], []];
  let cursor: string | null = null;
  do {
    const page = await register.page(population, cursor);
    if (!page.ok) throw new Error(page.failure.kind);
    members.push(...page.value.members);
    quarantined.push(...page.value.quarantined);
    cursor = page.value.nextCursor;
  } while (cursor !== null);
  return { members, quarantined };
}

const idsOf = (members: readonly Member[]) => members.map(({ record }) => record.personId);

describe.each(SUBJECTS)("the population of a register (%s)", (_name, subject) => {
  it("is given whole, page by page, each record as it is held", async () => {
    const all = ["p-1", "p-2", "p-3", "p-4", "p-5"].map((personId) => member(personId));
    for (const each of all) fake.put(each);
    expect(await everyone(subject())).toEqual({ members: all, quarantined: [] });
  });

  it("is empty where nobody belongs to it", async () => {
    fake.put(member("p-1"), ["employees"]);
    expect((await everyone(subject(), "guardians")).members).toEqual([]);
    expect(idsOf((await everyone(subject(), "employees")).members)).toEqual(["p-1"]);
  });

  it("is given without whom nobody can read, and names them", async () => {
    fake.put(member("p-1"));
    fake.putMalformed("p-2");
    fake.put(member("p-3"));
    const { members, quarantined } = await everyone(subject());
    expect(idsOf(members)).toEqual(["p-1", "p-3"]);
    expect(quarantined).toEqual([{ personId: "p-2", fault: "at nationalId" }]);
  });

  it("loses who left by the next page, and nobody besides", async () => {
    for (const personId of ["p-1", "p-2", "p-3", "p-4"]) fake.put(member(personId));
    const first = await subject().page("guardians", null);
    fake.remove("p-2");
    fake.remove("p-3");
    const cursor = first.ok ? first.value.nextCursor : null;
    const rest = await subject().page("guardians", cursor);
    expect(rest.ok && idsOf(rest.value.members)).toEqual(["p-4"]);
  });

  it("is refused to a cursor that is no longer valid", async () => {
    for (const personId of ["p-1", "p-2", "p-3"]) fake.put(member(personId));
    const first = await subject().page("guardians", null);
    fake.expireCursors();
    expect(await subject().page("guardians", first.ok ? first.value.nextCursor : null)).toMatchObject({
      ok: false,
      failure: { upstream: "school", kind: "refused", status: 400 },
    });
  });

  it.each([null, "client", "confidential", "strictly-confidential", "unknown"] as const)(
    "tells that a member's protection is %s",
    async (protection) => {
      fake.put(member("p-1", { protection }));
      expect((await everyone(subject())).members[0]?.protection).toBe(protection);
    },
  );
});

describe.each(SUBJECTS)("a look-up of many (%s)", (_name, subject) => {
  it("finds every record of these persons, duplicates included, and nobody else's", async () => {
    fake.put(member("p-1"));
    fake.put(member("p-2"));
    fake.put(member("p-3", { nationalId: OLA }));
    fake.put(member("p-4", { nationalId: other() }));
    const found = await subject().lookupMany([OLA, KARI, OLA]);
    expect(found.ok && idsOf(found.value).toSorted()).toEqual(["p-1", "p-2", "p-3"]);
  });

  it("finds nobody who is not there, and asks nothing about nobody", async () => {
    expect(await subject().lookupMany([KARI])).toEqual({ ok: true, value: [] });
    const asked = subject().calls();
    expect(await subject().lookupMany([])).toEqual({ ok: true, value: [] });
    expect(subject().calls()).toBe(asked);
  });

  it("by the register's own id gives the record, and null for one it does not have", async () => {
    fake.put(member("p-1"));
    expect(await subject().member("p-1")).toEqual({ ok: true, value: member("p-1") });
    expect(await subject().member("p-2")).toEqual({ ok: true, value: null });
  });
});

describe.each(SUBJECTS)("a write of many (%s)", (_name, subject) => {
  beforeEach(() => {
    for (const personId of ["p-1", "p-2", "p-3"]) fake.put(member(personId));
  });

  const outcome = async (one: BatchWrite) => (await subject().writeMany([one])).get(one.key);

  it("has an outcome for every key, in any number", async () => {
    const writes = ["p-1", "p-2", "p-3"].map((personId) => write(`key-${personId}`, { personId }));
    const outcomes = await subject().writeMany(writes);
    expect([...outcomes]).toEqual(writes.map(({ key }) => [key, { state: "updated" }]));
    expect(fake.effects()).toBe(3);
    expect(await subject().writeMany([])).toEqual(new Map());
  });

  it("writes the value with its origin and dates, as a new version", async () => {
    await outcome(write("key-1"));
    const { record } = fake.held("p-1");
    expect(record.contact.mobile).toMatchObject({
      value: "+4799999901",
      origin: "krr",
      originVerifiedAt: CONFIRMED,
    });
    expect(record.etag).not.toBe("1");
  });

  it("is unchanged where everything stands there already", async () => {
    await outcome(write("key-1"));
    const { etag } = fake.held("p-1").record;
    expect(await outcome(write("key-2", { etag }))).toEqual({ state: "unchanged" });
    expect(fake.effects()).toBe(1);
  });

  it("leaves an opted-out field, and what else is in the write, as they are", async () => {
    const email: Change = { field: "email", value: "ny@example.no", origin: "krr" };
    expect(await outcome(write("key-1", { changes: [MOBILE, email] }))).toEqual({ state: "opted-out" });
    expect(fake.held("p-1")).toEqual(member("p-1"));
  });

  it("is a conflict where another version stands, and has no effect", async () => {
    expect(await outcome(write("key-1", { etag: "0" }))).toEqual({ state: "conflict" });
    fake.conflictOnce("p-2");
    expect(await outcome(write("key-2", { personId: "p-2" }))).toEqual({ state: "conflict" });
    expect(fake.effects()).toBe(0);
    const { etag } = fake.held("p-2").record;
    expect(await outcome(write("key-3", { personId: "p-2", etag }))).toEqual({ state: "updated" });
  });

  it("has one effect for a key that comes twice", async () => {
    expect(await outcome(write("key-1"))).toEqual({ state: "updated" });
    expect(await outcome(write("key-1"))).toEqual({ state: "updated" });
    expect(fake.effects()).toBe(1);
  });

  it("fails for a person who is gone, and for a field that is not to be written", async () => {
    expect(await outcome(write("key-1", { personId: "p-9" }))).toEqual({
      state: "failed",
      reason: "not-found",
    });
    fake.allow({ writable: new Set(["email"]) });
    expect(await outcome(write("key-2"))).toEqual({ state: "failed", reason: "refused" });
  });

  it("is pending where the register does its work later", async () => {
    fake.pendNext(1);
    expect(await outcome(write("key-1"))).toEqual({ state: "pending" });
    expect(await outcome(write("key-1"))).toEqual({ state: "updated" });
  });

  it("fails without an answer, and the same keys tell later what became of it", async () => {
    fake.failNext("write", "lost", Number.POSITIVE_INFINITY);
    expect(await outcome(write("key-1"))).toEqual({ state: "failed", reason: "no-answer" });
    fake.failNext("write", "lost", 0);
    expect(await outcome(write("key-1"))).toEqual({ state: "updated" });
    expect(fake.effects()).toBe(1);
  });
});

describe.each(SUBJECTS)("a register that fails (%s)", (_name, subject) => {
  const requests = {
    page: () => subject().page("guardians", null),
    lookup: () => subject().lookupMany([KARI]),
    member: () => subject().member("p-1"),
    capabilities: () => subject().capabilities(),
  };

  it.each(["page", "lookup", "member", "capabilities"] as const)(
    "is a value where it was asked for %s, and works again afterwards",
    async (operation) => {
      for (const kind of ["unavailable", "refused", "contract"] as const) {
        fake.failNext(operation, kind, Number.POSITIVE_INFINITY);
        expect(await requests[operation]()).toMatchObject({
          ok: false,
          failure: { upstream: "school", kind },
        });
      }
      fake.failNext(operation, "unavailable", 0);
      expect(await requests[operation]()).toMatchObject({ ok: true });
    },
  );

  it("tells what it can hold and what may be written", async () => {
    fake.allow({ writable: new Set(["email", "mobile"]), holdsOptOut: false });
    expect(await subject().capabilities()).toEqual({
      ok: true,
      value: { writable: new Set(["email", "mobile"]), holdsOrigin: true, holdsOptOut: false },
    });
  });

  it("counts every request", async () => {
    await requests.page();
    await requests.lookup();
    expect(subject().calls()).toBe(2);
  });
});

function other(): NationalId {
  const id = NationalId.parse("15848730022");
  if (id === null) throw new Error("not a valid national id");
  return id;
}
