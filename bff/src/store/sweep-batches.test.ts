import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "./database.ts";
import { migrate } from "./migrate.ts";
import { sweep } from "./sweep.ts";
import { countWrites, type CountedWrites } from "./testing/count-writes.ts";
import { storeEngines, type EmptyStore } from "./testing/store-engines.ts";

const EXPIRED = 25_000;
const HOURS = { copyHours: 24 };

describe.each(storeEngines(process.env["TEST_DATABASE_URL"]))(
  "a sweep of many rows on $name",
  ({ name, create }) => {
    let store: EmptyStore;
    let db: Database["db"];
    let deletes: CountedWrites;

    beforeAll(async () => {
      store = await create();
      ({ db } = await store.open());
      await migrate(db);
      deletes = await countWrites(db, "sessions", "delete");
    });
    afterEach(async () => {
      await db.deleteFrom("sessions").execute();
      await deletes.forget();
    });
    afterAll(() => store.drop());

    /** So many sessions, made so long ago. */
    async function put(count: number, ago: string, prefix: string): Promise<void> {
      await sql`insert into sessions (id_hash, subject, sealed, created_at)
      select ${prefix}::text || number, 'somebody', '', now() - ${ago}::interval
      from generate_series(1, ${count}::int) as number`.execute(db);
    }

    async function left(): Promise<number> {
      const { count } = await db
        .selectFrom("sessions")
        .select(sql<number>`count(*)::int`.as("count"))
        .executeTakeFirstOrThrow();
      return count;
    }

    it("takes sessions ten thousand at a time, each batch on its own, and no live one (SN12)", async () => {
      await put(EXPIRED, "27 hours", "expired");
      await put(100, "1 hour", "live");
      await sweep(db, HOURS);
      expect(await deletes.rows()).toEqual([10_000, 10_000, 5000]);
      expect(await left()).toBe(100);
    });

    it("forgets copies of answers and the rest in batches too, to the last one (SN12)", async () => {
      await sql`insert into last_answers (subject, register_id, answered_at, sealed, sealed_at)
      select number::text, 'school', now(), 'copy', now() - interval '25 hours'
      from generate_series(1, 10001) as number`.execute(db);
      await sql`insert into used_logout_tokens select number::text, now() - interval '2 hours'
      from generate_series(1, 10001) as number`.execute(db);
      await sweep(db, HOURS);
      const copies = await sql`select 1 from last_answers where sealed is not null`.execute(db);
      const tokens = await sql`select 1 from used_logout_tokens`.execute(db);
      expect([copies.rows.length, tokens.rows.length]).toEqual([0, 0]);
    });

    // PGlite has one connection, on which nobody waits for anybody.
    it.runIf(name === "Postgres")(
      "waits for no row that somebody is at, and takes it the next time (SN12)",
      async () => {
        await put(3, "27 hours", "expired");
        const other = await store.open();
        await other.db.transaction().execute(async (transaction) => {
          await sql`select 1 from sessions where id_hash = 'expired2' for update`.execute(transaction);
          await sweep(db, HOURS);
          expect(await left()).toBe(1);
        });
        await sweep(db, HOURS);
        expect(await left()).toBe(0);
      },
    );
  },
);
