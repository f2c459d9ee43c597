import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { createServer } from "node:net";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { StoreUnavailable } from "../ports/store-unavailable.ts";
import { openDatabase } from "./database.ts";
import { migrate } from "./migrate.ts";
import { createBreakableConnection } from "./testing/breakable-connection.ts";
import { storeEngines, type EmptyStore } from "./testing/store-engines.ts";

const engines = storeEngines(process.env["TEST_DATABASE_URL"]);

describe.each(engines)("a database on $name", ({ create }) => {
  let store: EmptyStore;
  beforeEach(async () => {
    store = await create();
  });
  afterEach(() => store.drop());

  it("is migrated once, and a second start changes nothing", async () => {
    const { db } = await store.open();
    await migrate(db);
    await db
      .insertInto("last_answers")
      .values({ subject: "kari", register_id: "school", answered_at: new Date() })
      .execute();
    await migrate(db);
    expect(await db.selectFrom("last_answers").selectAll().execute()).toHaveLength(1);
  });

  it("answers a ping", async () => {
    const database = await store.open();
    await expect(database.ping()).resolves.toBeUndefined();
  });
});

describe("a database on PGlite", () => {
  it("is unavailable once it is closed", async () => {
    const database = await openDatabase({ engine: "pglite", folder: null }, () => undefined);
    await database.close();
    await expect(database.ping()).rejects.toThrow(StoreUnavailable);
  });
});

describe("a database on Postgres", () => {
  it("is unavailable while the server refuses connections (DB1)", async () => {
    const port = await unusedPort();
    const connectionString = `postgres://nobody:password@127.0.0.1:${String(port)}/none`;
    const database = await openDatabase({ engine: "postgres", connectionString }, () => undefined);
    const thrown: unknown = await database.ping().catch((error: unknown) => error);
    expect(thrown).toEqual(new StoreUnavailable("ECONNREFUSED"));
    expect(thrown).toHaveProperty("code", "ECONNREFUSED");
    await database.close();
  });
});

describe.each(engines.filter(({ name }) => name === "Postgres"))(
  "a database on a real $name server",
  ({ create }) => {
    let store: EmptyStore;
    beforeEach(async () => {
      store = await create();
    });
    afterEach(() => store.drop());

    it("is migrated by one of two starters while the other waits (DB4)", async () => {
      const [first, second] = [await store.open(), await store.open()];
      await Promise.all([migrate(first.db), migrate(second.db)]);
      const ran = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(
        second.db,
      );
      const files = await readdir(new URL("migrations", import.meta.url));
      expect(ran.rows.map(({ name }) => `${name}.ts`)).toEqual(files.sort());
      await expect(second.db.selectFrom("sessions").selectAll().execute()).resolves.toEqual([]);
    });

    it("reports a cut connection and recovers by itself (DB1)", async () => {
      const cut = Promise.withResolvers<undefined>();
      const database = await store.open(() => {
        cut.resolve(undefined);
      });
      const other = await store.open();
      await database.ping();
      await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`.execute(other.db);
      await cut.promise;
      await expect(database.ping()).resolves.toBeUndefined();
    });

    it("outlives a connection that is cut in the middle of a query (DB1)", async () => {
      const cut = Promise.withResolvers<undefined>();
      const connection = await createBreakableConnection(process.env["TEST_DATABASE_URL"] ?? "");
      const setting = { engine: "postgres", connectionString: connection.url } as const;
      const database = await openDatabase(setting, () => {
        cut.resolve(undefined);
      });
      const query = sql`select pg_sleep(5)`.execute(database.db).catch((error: unknown) => error);
      const other = await store.open();
      await vi.waitFor(async () => {
        const running = sql`select 1 from pg_stat_activity where query like 'select pg_sleep(5)%'`;
        expect((await running.execute(other.db)).rows).toHaveLength(1);
      });
      connection.cut();
      expect(await query).toBeInstanceOf(Error);
      await cut.promise;
      await expect(database.ping()).resolves.toBeUndefined();
      await database.close();
      await connection.close();
    });
  },
);

async function unusedPort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}
