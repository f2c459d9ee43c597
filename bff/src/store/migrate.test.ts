import { sql } from "kysely";
import type { Migration } from "kysely/migration";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Database } from "./database.ts";
import { migrate, MIGRATIONS, SchemaUnknown } from "./migrate.ts";
import { storeEngines, type EmptyStore } from "./testing/store-engines.ts";

const NEXT: Readonly<Record<string, Migration>> = {
  ...MIGRATIONS,
  "9999-next": { up: (db) => db.schema.createTable("of_the_next").addColumn("id", "text").execute() },
};

describe.each(storeEngines(process.env["TEST_DATABASE_URL"]))("migrating on $name", ({ create }) => {
  let store: EmptyStore;
  let database: Database;
  beforeEach(async () => {
    store = await create();
    database = await store.open();
  });
  afterEach(() => store.drop());

  it("leaves alone what a newer release has done, and tells of it (DB5)", async () => {
    await migrate(database.db, NEXT);
    expect(await migrate(database.db)).toEqual(["9999-next"]);
    await expect(sql`select * from of_the_next`.execute(database.db)).resolves.toMatchObject({ rows: [] });
    expect(await migrate(database.db, NEXT)).toEqual([]);
  });

  it("goes on beside a newer release that starts on the same empty database (DB4, DB5)", async () => {
    const other = await store.open();
    const together = await Promise.all([migrate(database.db), migrate(other.db, NEXT)]);
    expect([
      [[], []],
      [["9999-next"], []],
    ]).toContainEqual(together);
    expect(await migrate(database.db)).toEqual(["9999-next"]);
  });

  it("refuses a book with a migration among its own that it does not know (DB5)", async () => {
    const { "0002-copies-of-answers": _left, ...others } = MIGRATIONS;
    await migrate(database.db);
    await expect(migrate(database.db, others)).rejects.toThrow(
      new SchemaUnknown("the schema has migrations that nobody knows: 0002-copies-of-answers"),
    );
  });
});
