import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { NationalId } from "../domain/national-id.ts";
import { createKeyring, randomSessionKey } from "../platform/keyring.ts";
import { StoreUnavailable } from "../ports/store-unavailable.ts";
import { createFakeKrr } from "../ports/testing/fake-krr.ts";
import { createFakeKrrBatch } from "../ports/testing/fake-krr-batch.ts";
import { KARI, OLA } from "../ports/testing/people.ts";
import { notedKrr, notedKrrBatch, notedKrrChanges } from "../usecases/lookups/noted-krr.ts";
import type { Database } from "./database.ts";
import { createLookupLog } from "./lookup-log.ts";
import { migrate } from "./migrate.ts";
import { sweep } from "./sweep.ts";
import { storeEngines, type EmptyStore } from "./testing/store-engines.ts";

const LILLEVIK = { orgNumber: "810000001" };
const keyring = createKeyring([randomSessionKey()]);
const record = (): void => undefined;
const subjectOf = (nationalId: NationalId): string => keyring.pseudonym(nationalId.reveal());

describe.each(storeEngines(process.env["TEST_DATABASE_URL"]))("look-ups in KRR, on $name (LG6)", (engine) => {
  let store: EmptyStore;
  let database: Database;

  beforeAll(async () => {
    store = await engine.create();
    database = await store.open();
    await migrate(database.db);
  });
  afterAll(() => store.drop());

  const deps = () => ({ lookups: createLookupLog(database.db), record });
  const rows = async () => {
    const found = await database.db
      .selectFrom("lookups")
      .select(["occasion", "org_number", "subject", "persons", "answered"])
      .execute();
    await database.db.deleteFrom("lookups").execute();
    return found;
  };

  it("of a guardian are kept under her pseudonym, whether or not KRR answered", async () => {
    const fake = createFakeKrr();
    const krr = notedKrr(fake, { ...deps(), subjectOf });
    await krr.lookup(KARI, LILLEVIK);
    fake.fail(true);
    await krr.lookup(KARI, LILLEVIK);
    const row = { occasion: "guardian", org_number: "810000001", subject: subjectOf(KARI), persons: 1 };
    const kept = await rows();
    expect(kept).toEqual([
      { ...row, answered: true },
      { ...row, answered: false },
    ]);
    expect(JSON.stringify(kept)).not.toContain(KARI.reveal());
  });

  it("of a run are kept by request, with how many it asked about", async () => {
    const krr = notedKrrBatch(createFakeKrrBatch(), deps());
    await krr.lookupMany([KARI, OLA], LILLEVIK);
    await krr.lookupMany([], LILLEVIK);
    expect(await rows()).toEqual([
      { occasion: "nightly-run", org_number: "810000001", subject: null, persons: 2, answered: true },
    ]);
  });

  it("of the feed of changes are kept by page", async () => {
    const page = { entries: [{ nationalId: KARI, word: null }], malformed: 0, to: 2, newest: 2 };
    const changes = notedKrrChanges(
      {
        newest: () => Promise.resolve({ ok: true, value: 2 }),
        page: () => Promise.resolve({ ok: true, value: page }),
      },
      deps(),
    );
    await changes.page(1, LILLEVIK);
    expect(await rows()).toEqual([
      { occasion: "change-feed", org_number: "810000001", subject: null, persons: 1, answered: true },
    ]);
  });

  it("are kept for a year and no longer", async () => {
    const krr = notedKrrBatch(createFakeKrrBatch(), deps());
    await krr.lookupMany([KARI], LILLEVIK);
    await krr.lookupMany([OLA, KARI], LILLEVIK);
    await sql`update lookups set looked_up_at = now() - interval '366 days' where persons = 1`.execute(
      database.db,
    );
    await sweep(database.db, { copyHours: 24 });
    expect((await rows()).map(({ persons }) => persons)).toEqual([2]);
  });
});

it("a look-up that cannot be noted is answered all the same, and the log tells", async () => {
  const events: string[] = [];
  const krr = notedKrrBatch(createFakeKrrBatch(), {
    lookups: { note: () => Promise.reject(new StoreUnavailable("57P01")) },
    record: ({ name }) => void events.push(name),
  });
  expect((await krr.lookupMany([KARI], LILLEVIK)).ok).toBe(true);
  expect(events).toEqual(["bookkeeping_failed"]);
});
