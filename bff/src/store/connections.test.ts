import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { StoreUnavailable } from "../ports/store-unavailable.ts";
import type { Database } from "./database.ts";
import { guarded } from "./guarded.ts";
import { storeEngines, type EmptyStore } from "./testing/store-engines.ts";

/** Of the pages'. */
const CONNECTIONS = 10;
const MOST_WAITING = 1000;

describe.each(storeEngines(process.env["TEST_DATABASE_URL"]))("connections to $name", ({ name, create }) => {
  /** PGlite has one connection, within the process. */
  const isServer = name === "Postgres";
  let store: EmptyStore;
  let database: Database;
  beforeEach(async () => {
    store = await create();
    database = await store.open();
  });
  afterEach(() => store.drop());

  const valueOf = async (setting: string): Promise<string | undefined> => {
    const { rows } = await sql<{ value: string }>`select current_setting(${setting}) as value`.execute(
      database.db,
    );
    return rows[0]?.value;
  };
  const pidOf = async (): Promise<number | undefined> => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(database.db);
    return rows[0]?.pid;
  };

  /** The driver gives up before the server does: as if nobody were there. */
  const unanswered = (): Promise<void> =>
    guarded(() =>
      database.db.transaction().execute(async (transaction) => {
        await sql`set local statement_timeout = 0`.execute(transaction);
        await sql`select pg_sleep(10)`.execute(transaction);
      }),
    );

  it.runIf(isServer)(
    "are told how long a statement, and a transaction without one, may last (DB2)",
    async () => {
      expect(await valueOf("statement_timeout")).toBe("2s");
      expect(await valueOf("idle_in_transaction_session_timeout")).toBe("10s");
    },
  );

  it.runIf(isServer)(
    "are waited for by a thousand at most; whoever comes then is told at once (DB2)",
    async () => {
      const held = Array.from({ length: CONNECTIONS }, () =>
        guarded(() => sql`select pg_sleep(1.8)`.execute(database.db)),
      );
      const waiting = Array.from({ length: MOST_WAITING + 50 }, () =>
        database.ping().then(
          () => "served",
          (error: unknown) => (error instanceof StoreUnavailable ? error.code : "another fault"),
        ),
      );
      const ends = await Promise.all(waiting);
      await Promise.allSettled(held);
      expect(ends.filter((end) => end === "too-many-waiting")).toHaveLength(50);
      expect(ends).not.toContain("another fault");
    },
  );

  it.runIf(isServer)("are opened anew, all of them, after one of them got no answer (DB1)", async () => {
    const pids = await Promise.all(Array.from({ length: 3 }, pidOf));
    await expect(unanswered()).rejects.toThrow(new StoreUnavailable("no-connection"));
    const after = await Promise.all(Array.from({ length: 3 }, pidOf));
    expect(after.filter((pid) => pids.includes(pid))).toEqual([]);
  });

  it.runIf(isServer)(
    "answer a transaction that got no answer at once, without waiting as long again for its end (DB1)",
    async () => {
      const began = performance.now();
      await expect(unanswered()).rejects.toThrow(StoreUnavailable);
      // Two and a half seconds for the statement; a rollback would take as long again.
      expect(performance.now() - began).toBeLessThan(4900);
    },
  );
});
