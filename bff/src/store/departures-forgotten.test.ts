import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createKeyring, randomSessionKey } from "../platform/keyring.ts";
import type { StepName } from "../ports/sync-runs.ts";
import { createDepartures } from "./departures.ts";
import { KINDERGARTEN, SCHOOL, STAFF } from "./testing/sync-examples.ts";
import { openSyncRuns, type OpenedSyncRuns } from "./testing/opened-sync-runs.ts";
import { storeEngines } from "./testing/store-engines.ts";

describe.each(storeEngines(process.env["TEST_DATABASE_URL"]))("SY11: a deletion on $name", (engine) => {
  let opened: OpenedSyncRuns;

  beforeAll(async () => {
    opened = await openSyncRuns(engine);
  });
  beforeEach(async () => {
    await opened.empty();
    for (const personId of ["kari", "ola", "per"])
      for (const name of [SCHOOL, STAFF])
        await opened.db
          .insertInto("sync_departures")
          .values({ register_id: name.registerId, population: name.population, person_id: personId })
          .execute();
  });
  afterAll(() => opened.close());

  const noted = () => opened.db.selectFrom("sync_deletions").selectAll().orderBy("fields_emptied").execute();
  const due = (name: StepName) => opened.departures.due(name, 0, 100);

  it("is noted with the number of fields, and the person forgotten", async () => {
    await opened.departures.forget(SCHOOL, [
      { personId: "kari", fieldsEmptied: 2 },
      { personId: "ola", fieldsEmptied: 0 },
    ]);
    expect(await due(SCHOOL)).toEqual(["per"]);
    expect(await noted()).toMatchObject([
      { register_id: "school", population: "guardians", fields_emptied: 0 },
      { register_id: "school", population: "guardians", fields_emptied: 2 },
    ]);
  });

  it("leaves the same person's departure from the other population as it is", async () => {
    await opened.departures.forget(SCHOOL, [{ personId: "kari", fieldsEmptied: 1 }]);
    expect(await due(STAFF)).toEqual(["kari", "ola", "per"]);
  });

  it("names nobody: the person stands there as a keyed hash alone", async () => {
    await opened.departures.forget(SCHOOL, [{ personId: "kari", fieldsEmptied: 1 }]);
    const [row] = await noted();
    expect(JSON.stringify(row)).not.toContain("kari");
    expect(row?.person).toMatch(/^[\w-]{43}$/);
  });

  it("can be found again by who has the keys and the register's id, and by nobody else", async () => {
    const stranger = createDepartures(opened.db, createKeyring([randomSessionKey()]));
    const kari = [{ personId: "kari", fieldsEmptied: 1 }];
    await opened.departures.forget(SCHOOL, kari);
    await opened.departures.forget(STAFF, kari);
    await opened.departures.forget(KINDERGARTEN, kari);
    await stranger.forget(SCHOOL, kari);
    const hashes = (await noted()).map(({ person }) => person);
    expect(hashes).toHaveLength(4);
    // The same in both populations of a register; another in another register, and under other keys.
    expect(new Set(hashes).size).toBe(3);
  });

  it("of nobody notes nothing", async () => {
    await opened.departures.forget(SCHOOL, []);
    expect(await noted()).toEqual([]);
    expect(await due(SCHOOL)).toEqual(["kari", "ola", "per"]);
  });
});
