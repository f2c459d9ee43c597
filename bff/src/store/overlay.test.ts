import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ContactRecord } from "../domain/contact-record.ts";
import type { OverlayNote } from "../domain/divide-write.ts";
import { createKeyring, randomSessionKey } from "../platform/keyring.ts";
import type { Overlay } from "../ports/overlay.ts";
import { createFakeOverlay } from "../ports/testing/fake-overlay.ts";
import { contactRecord } from "../ports/testing/people.ts";
import type { Database } from "./database.ts";
import { createDepartures } from "./departures.ts";
import { migrate } from "./migrate.ts";
import { createOverlay } from "./overlay.ts";
import { sweep } from "./sweep.ts";
import { storeEngines, type EmptyStore, type StoreEngine } from "./testing/store-engines.ts";

const MOBILE = "+4791234567";
const EMAIL = "kari@example.no";
const CHANGED = new Date("2026-08-05T10:45:15.768Z");
const CONFIRMED = new Date("2026-10-20T07:12:00.001Z");
const ENGINES = storeEngines(process.env["TEST_DATABASE_URL"]);

const keyring = createKeyring([randomSessionKey()]);

function note(more: Partial<OverlayNote> = {}): OverlayNote {
  return {
    personId: "p-1",
    field: "mobile",
    value: MOBILE,
    updatedAt: CHANGED,
    verifiedAt: CONFIRMED,
    ...more,
  };
}

function held(mobile: string | null, personId = "p-1", email: string | null = null): ContactRecord {
  return contactRecord({ mobile: { value: mobile }, email: { value: email } }, { personId });
}

interface Opened {
  readonly overlay: Overlay;
  close(): Promise<void>;
}

async function openOn(engine: StoreEngine): Promise<Opened> {
  const store = await engine.create();
  const { db } = await store.open();
  await migrate(db);
  return { overlay: createOverlay(db, keyring), close: () => store.drop() };
}

const SUBJECTS = [
  ...ENGINES.map((engine) => ({ name: engine.name, open: () => openOn(engine) })),
  {
    name: "the fake",
    open: () => Promise.resolve({ overlay: createFakeOverlay(), close: () => Promise.resolve() }),
  },
];

describe.each(SUBJECTS)("what is remembered on $name", ({ open }) => {
  let opened: Opened;
  let register: string;
  let count = 0;

  beforeAll(async () => {
    opened = await open();
  });
  // Each test has a register of its own.
  beforeEach(() => {
    count += 1;
    register = `register-${String(count)}`;
  });
  afterAll(() => opened.close());

  /** What is remembered of the mobile number of one person who holds this one. */
  async function mobileOf(mobile: string | null, personId = "p-1", of = register) {
    return (await opened.overlay.find(of, [held(mobile, personId)])).get(personId)?.mobile;
  }

  it("matches the value that was written, however the register spells it, with KRR's dates", async () => {
    await opened.overlay.note(register, [note()]);
    expect(await mobileOf("912 34 567")).toEqual({
      matches: true,
      updatedAt: CHANGED,
      verifiedAt: CONFIRMED,
      fetchedAt: expect.any(Date),
    });
  });

  it("matches neither another value nor none", async () => {
    await opened.overlay.note(register, [note()]);
    expect((await mobileOf("40612345"))?.matches).toBe(false);
    expect((await mobileOf(null))?.matches).toBe(false);
  });

  it("is of one field, one person and one register", async () => {
    await opened.overlay.note(register, [note(), note({ personId: "p-2", value: "+4740612345" })]);
    const records = [held(MOBILE, "p-1", EMAIL), held(MOBILE, "p-2"), held(MOBILE, "p-3")];
    const found = await opened.overlay.find(register, records);
    expect([...found.keys()].toSorted()).toEqual(["p-1", "p-2"]);
    expect(found.get("p-1")).toEqual({ mobile: expect.objectContaining({ matches: true }) });
    expect(found.get("p-2")).toEqual({ mobile: expect.objectContaining({ matches: false }) });
    expect(await mobileOf(MOBILE, "p-1", "another")).toBeUndefined();
  });

  it("is kept of both fields side by side", async () => {
    await opened.overlay.note(register, [note(), note({ field: "email", value: EMAIL, updatedAt: null })]);
    const found = await opened.overlay.find(register, [held(MOBILE, "p-1", "Kari@Example.no")]);
    expect(found.get("p-1")).toMatchObject({
      mobile: { matches: true, updatedAt: CHANGED },
      email: { matches: true, updatedAt: null, verifiedAt: CONFIRMED },
    });
  });

  it("gives way to what is noted later", async () => {
    await opened.overlay.note(register, [note()]);
    await opened.overlay.note(register, [note({ value: "+4740612345", updatedAt: CONFIRMED })]);
    expect((await mobileOf(MOBILE))?.matches).toBe(false);
    expect(await mobileOf("40612345")).toMatchObject({ matches: true, updatedAt: CONFIRMED });
  });

  it("keeps a date that KRR no longer names while the value stands, and not with another value", async () => {
    await opened.overlay.note(register, [note()]);
    await opened.overlay.note(register, [note({ verifiedAt: null })]);
    expect(await mobileOf(MOBILE)).toMatchObject({ updatedAt: CHANGED, verifiedAt: CONFIRMED });
    await opened.overlay.note(register, [note({ value: "+4740612345", verifiedAt: null })]);
    expect(await mobileOf("40612345")).toMatchObject({ updatedAt: CHANGED, verifiedAt: null });
  });

  it("is gone with the value, and the other field's stays", async () => {
    await opened.overlay.note(register, [note(), note({ field: "email", value: EMAIL })]);
    await opened.overlay.note(register, [note({ value: null })]);
    const found = await opened.overlay.find(register, [held(MOBILE, "p-1", EMAIL)]);
    expect(Object.keys(found.get("p-1") ?? {})).toEqual(["email"]);
  });

  it("is the last note of a field that comes twice", async () => {
    await opened.overlay.note(register, [note({ value: "+4740612345" }), note(), note({ personId: "p-2" })]);
    await opened.overlay.note(register, [note({ personId: "p-2" }), note({ personId: "p-2", value: null })]);
    expect((await mobileOf(MOBILE))?.matches).toBe(true);
    expect(await mobileOf(MOBILE, "p-2")).toBeUndefined();
  });

  it("is nothing where nothing was noted or asked", async () => {
    await opened.overlay.note(register, []);
    expect(await opened.overlay.find(register, [])).toEqual(new Map());
    expect(await opened.overlay.find(register, [held(MOBILE)])).toEqual(new Map());
  });

  it("is kept for a whole page at once", async () => {
    const ids = Array.from({ length: 1000 }, (_, number) => `p-${String(number)}`);
    const notes = ids.flatMap((personId) => [
      note({ personId }),
      note({ personId, field: "email", value: EMAIL }),
    ]);
    await opened.overlay.note(register, notes);
    const found = await opened.overlay.find(
      register,
      ids.map((personId) => held(MOBILE, personId, EMAIL)),
    );
    expect(found.size).toBe(1000);
    expect([...found.values()].every(({ mobile, email }) => mobile?.matches && email?.matches)).toBe(true);
  });
});

describe.each(ENGINES)("the table of what is remembered on $name", ({ create }) => {
  let store: EmptyStore;
  let db: Database["db"];
  let overlay: Overlay;

  beforeAll(async () => {
    store = await create();
    ({ db } = await store.open());
    await migrate(db);
    overlay = createOverlay(db, keyring);
  });
  beforeEach(() => db.deleteFrom("overlay").execute());
  afterAll(() => store.drop());

  const rows = () => db.selectFrom("overlay").selectAll().orderBy("person_key").execute();

  it("shows neither values nor persons, nor who shares a value", async () => {
    await overlay.note("school", [note(), note({ personId: "p-2" }), note({ field: "email", value: EMAIL })]);
    const kept = await rows();
    expect(JSON.stringify(kept)).not.toMatch(/p-[12]|91234567|example/);
    expect(new Set(kept.map(({ value_hash }) => value_hash)).size).toBe(3);
    expect(new Set(kept.map(({ person_key }) => person_key)).size).toBe(2);
  });

  it("cannot be joined with the list of who was deleted", async () => {
    await overlay.note("school", [note()]);
    const [kept] = await rows();
    const name = { registerId: "school", population: "guardians" } as const;
    await createDepartures(db, keyring).forget(name, [{ personId: "p-1", fieldsEmptied: 1 }]);
    const deleted = await db.selectFrom("sync_deletions").select("person").execute();
    expect(deleted.map(({ person }) => person)).not.toContain(kept?.person_key);
  });

  it("says nothing to another key", async () => {
    await overlay.note("school", [note()]);
    const other = createOverlay(db, createKeyring([randomSessionKey()]));
    expect(await other.find("school", [held(MOBILE)])).toEqual(new Map());
  });

  it("N15: forgets who has left, in that register alone", async () => {
    await overlay.note("school", [note(), note({ field: "email", value: EMAIL }), note({ personId: "p-2" })]);
    await overlay.note("kindergarten", [note()]);
    const name = { registerId: "school", population: "guardians" } as const;
    await createDepartures(db, keyring).forget(name, [{ personId: "p-1", fieldsEmptied: 0 }]);
    expect([...(await overlay.find("school", [held(MOBILE), held(MOBILE, "p-2")])).keys()]).toEqual(["p-2"]);
    expect((await overlay.find("kindergarten", [held(MOBILE)])).size).toBe(1);
  });

  it("forgets what was not noted again for two years", async () => {
    await overlay.note("school", [note(), note({ personId: "p-2" })]);
    const [first, second] = await rows();
    for (const [row, age] of [
      [first, "25 months"],
      [second, "23 months"],
    ] as const)
      await sql`update overlay set fetched_at = now() - ${age}::interval
        where person_key = ${row?.person_key ?? ""}`.execute(db);
    await sweep(db, { copyHours: 24 });
    expect((await rows()).map(({ person_key }) => person_key)).toEqual([second?.person_key]);
  });

  it("counts two years from the last note", async () => {
    await overlay.note("school", [note()]);
    await sql`update overlay set fetched_at = now() - interval '3 years'`.execute(db);
    await overlay.note("school", [note()]);
    await sweep(db, { copyHours: 24 });
    expect(await rows()).toHaveLength(1);
  });

  it("takes notes on the same persons from two at once, in whatever order", async () => {
    const notes = Array.from({ length: 200 }, (_, number) => note({ personId: `p-${String(number)}` }));
    await Promise.all(
      Array.from({ length: 6 }, (_, turn) =>
        overlay.note("school", turn % 2 === 0 ? notes : notes.toReversed()),
      ),
    );
    expect(await rows()).toHaveLength(200);
  });
});
