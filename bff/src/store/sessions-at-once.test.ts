import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createKeyring, randomSessionKey } from "../platform/keyring.ts";
import { KARI } from "../ports/testing/people.ts";
import type { SessionLookup, Sessions } from "../ports/sessions.ts";
import type { Database } from "./database.ts";
import { migrate } from "./migrate.ts";
import { createSessions } from "./sessions.ts";
import { countWrites, type CountedWrites } from "./testing/count-writes.ts";
import { storeEngines, type EmptyStore } from "./testing/store-engines.ts";

const CONTENT = { nationalId: KARI, acr: "idporten-loa-high", name: "Kari Normann", language: null };
const [OLD, NEW] = [
  { ...randomSessionKey(), kid: "old" },
  { ...randomSessionKey(), kid: "new" },
];

const statesOf = (found: readonly SessionLookup[]) => new Set(found.map(({ state }) => state));

describe.each(storeEngines(process.env["TEST_DATABASE_URL"]))(
  "a session that many requests ask for at once on $name",
  ({ create }) => {
    let store: EmptyStore;
    let db: Database["db"];
    let sessions: Sessions;
    let updates: CountedWrites;
    let token: string;

    beforeAll(async () => {
      store = await create();
      ({ db } = await store.open());
      await migrate(db);
      sessions = createSessions(db, createKeyring([OLD]));
      updates = await countWrites(db, "sessions", "update");
    });
    beforeEach(async () => {
      await db.deleteFrom("sessions").execute();
      token = await sessions.create(CONTENT, null);
    });
    afterAll(() => store.drop());

    /** As if it was last used so long ago, such as `29 minutes`. */
    async function idleFor(ago: string): Promise<void> {
      await sql`update sessions set last_seen_at = now() - ${ago}::interval`.execute(db);
      await updates.forget();
    }

    function askTwentyTimes(of = sessions): Promise<readonly SessionLookup[]> {
      return Promise.all(Array.from({ length: 20 }, () => of.find(token, { slide: true })));
    }

    it("is prolonged by one write (SN9)", async () => {
      await idleFor("29 minutes");
      expect(statesOf(await askTwentyTimes())).toEqual(new Set(["live"]));
      expect(await updates.rows()).toEqual([1]);
    });

    it("is sealed under the new key by the same write (KR1, SN9)", async () => {
      await idleFor("29 minutes");
      const rotated = createSessions(db, createKeyring([NEW, OLD]));
      expect(statesOf(await askTwentyTimes(rotated))).toEqual(new Set(["live"]));
      expect(await updates.rows()).toEqual([1]);
      const withoutOld = createSessions(db, createKeyring([NEW]));
      expect(await withoutOld.find(token, { slide: false })).toMatchObject({
        state: "live",
        session: { content: { name: "Kari Normann" } },
      });
    });

    it("is live for all or over for all, however near to its idle end, by one write (SN9)", async () => {
      for (let round = 0; round < 15; round += 1) {
        await db.deleteFrom("sessions").execute();
        token = await sessions.create(CONTENT, null);
        await idleFor(`1799.${String(970 + round * 2)} seconds`);
        const found = await askTwentyTimes();
        expect(statesOf(found).size, JSON.stringify(found)).toBe(1);
        expect(await updates.rows()).toEqual([1]);
      }
    });

    it("has run out for all of them, and for one of them first", async () => {
      await idleFor("31 minutes");
      const found = await askTwentyTimes();
      expect(statesOf(found)).toEqual(new Set(["idle-expired"]));
      const first = found.filter((each) => each.state === "idle-expired" && each.firstMet);
      expect(first).toHaveLength(1);
    });

    it("keeps nothing of who she is once it was met after its end", async () => {
      await idleFor("31 minutes");
      await sessions.find(token, { slide: false });
      await sessions.remember(token, { name: "Kari Ny", language: null });
      expect(await db.selectFrom("sessions").select("sealed").execute()).toEqual([{ sealed: "" }]);
      expect(await sessions.find(token, { slide: true })).toMatchObject({
        state: "idle-expired",
        firstMet: false,
      });
    });
  },
);
