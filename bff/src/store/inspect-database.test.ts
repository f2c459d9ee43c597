import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql, type Kysely } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openDatabase } from "./database.ts";
import { createDatabaseInspection, inspectOpen } from "./inspect-database.ts";
import { migrate } from "./migrate.ts";
import type { Tables } from "./tables.ts";
import { storeEngines, type EmptyStore } from "./testing/store-engines.ts";

const clock = () => new Date();
const behind = () => new Date(Date.now() - 60_000);
const GOOD = { state: "open", unknown: [], readOnly: false, mayMigrate: true, mayHaveJobs: true };

async function tablesOf(db: Kysely<Tables>): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = 'public' order by 1`.execute(db);
  return rows.map(({ name }) => name);
}

describe.each(storeEngines(process.env["TEST_DATABASE_URL"]))(
  "a look at a database on $name",
  ({ create }) => {
    let store: EmptyStore;
    beforeEach(async () => {
      store = await create();
    });
    afterEach(() => store.drop());

    it("finds every migration pending where there is none, and makes nothing", async () => {
      const database = await store.open();
      const told = await inspectOpen(database, clock);
      expect(told).toMatchObject(GOOD);
      expect(told.pending).toContain("0001-sessions-and-refreshes");
      expect(await tablesOf(database.db)).toEqual([]);
    });

    it("finds nothing pending after a migration, and a version and a clock that fit", async () => {
      const database = await store.open();
      await migrate(database.db);
      const told = await inspectOpen(database, clock);
      expect(told).toMatchObject({ ...GOOD, pending: [] });
      expect(told.version).toBeGreaterThanOrEqual(13);
      expect(Math.abs(told.aheadSeconds)).toBeLessThanOrEqual(1);
    });

    it("finds what a newer release has made, and what an older one has not", async () => {
      const database = await store.open();
      await migrate(database.db);
      await sql`delete from kysely_migration where name = '0008-lookups'`.execute(database.db);
      await sql`insert into kysely_migration (name, timestamp) values ('0099-later', '2027-01-01')`.execute(
        database.db,
      );
      expect(await inspectOpen(database, clock)).toMatchObject({
        pending: ["0008-lookups"],
        unknown: ["0099-later"],
      });
    });

    it("measures how far its clock is ahead of ours", async () => {
      const { aheadSeconds } = await inspectOpen(await store.open(), behind);
      expect(aheadSeconds).toBeGreaterThanOrEqual(59);
      expect(aheadSeconds).toBeLessThanOrEqual(61);
    });
  },
);

describe.each(storeEngines(process.env["TEST_DATABASE_URL"]).filter(({ name }) => name === "Postgres"))(
  "a look at a database on a real $name server",
  ({ create }) => {
    let store: EmptyStore;
    beforeEach(async () => {
      store = await create();
    });
    afterEach(() => store.drop());

    it("finds that it can only be read (DB3)", async () => {
      const { db } = await store.open();
      const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(db);
      await sql`alter database ${sql.id(rows[0]?.name ?? "")} set default_transaction_read_only = on`.execute(
        db,
      );
      // A session keeps what it began with.
      expect(await inspectOpen(await store.open(), clock)).toMatchObject({ readOnly: true });
    });
  },
);

describe("a look at a database that cannot be opened", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "foresattportal-look-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it("tells that PGlite's folder does not exist, and makes none", async () => {
    const database = join(folder, "database");
    const inspection = createDatabaseInspection({ engine: "pglite", folder: database }, clock);
    expect(await inspection.look()).toEqual({ state: "absent" });
    expect(existsSync(database)).toBe(false);
  });

  it("tells that PGlite's folder is open elsewhere, and leaves it alone", async () => {
    const setting = { engine: "pglite", folder: join(folder, "database") } as const;
    const database = await openDatabase(setting, () => undefined);
    expect(await createDatabaseInspection(setting, clock).look()).toEqual({ state: "in-use" });
    await database.ping();
    await database.close();
    expect(await createDatabaseInspection(setting, clock).look()).toMatchObject(GOOD);
  });

  it("tells that there is nothing to look at in memory", async () => {
    const inspection = createDatabaseInspection({ engine: "pglite", folder: null }, clock);
    expect(await inspection.look()).toEqual({ state: "in-memory" });
  });

  it("tells the code and nothing else where nobody listens", async () => {
    const connectionString = "postgres://portal:secret@127.0.0.1:1/portal";
    const inspection = createDatabaseInspection({ engine: "postgres", connectionString }, clock);
    expect(await inspection.look()).toEqual({ state: "unreachable", code: "ECONNREFUSED" });
  });
});
