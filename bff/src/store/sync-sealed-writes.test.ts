import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { PlannedWrite } from "../domain/sync/plan-sync.ts";
import { createKeyring, randomSessionKey } from "../platform/keyring.ts";
import { KARI, OLA } from "../ports/testing/people.ts";
import { createSyncRuns } from "./sync-runs.ts";
import {
  BY_HAND,
  KEEP,
  NO_CALLS,
  plannedChange,
  plannedPage,
  plannedWrite,
  planPages,
  SCHOOL,
  STAFF,
  tallyOf,
} from "./testing/sync-examples.ts";
import { openSyncRuns, type OpenedSyncRuns } from "./testing/opened-sync-runs.ts";
import { storeEngines } from "./testing/store-engines.ts";

/** One of every kind, with and without dates, and with what people write in fields. */
const WRITES: readonly PlannedWrite[] = [
  plannedWrite("p-kari", {
    nationalId: KARI,
    etag: '"v7"',
    changes: [
      plannedChange({ before: "406 12 345 (mor)" }),
      {
        kind: "filled",
        before: null,
        change: {
          field: "email",
          value: "kari.normann@example.no",
          origin: "krr",
          originUpdatedAt: new Date("2026-08-22T10:45:15.768Z"),
          originVerifiedAt: new Date("2026-11-01T00:00:00.000Z"),
        },
      },
    ],
  }),
  plannedWrite("p-ola", {
    nationalId: OLA,
    changes: [
      {
        kind: "emptied",
        before: "ola@blåbær.no",
        change: { field: "email", value: null, origin: "krr" },
      },
    ],
  }),
];

/** Whatever must stand nowhere in clear text. */
const SECRETS = [
  KARI.reveal(),
  OLA.reveal(),
  "406 12 345",
  "(mor)",
  "+4791234567",
  "91234567",
  "kari.normann@example.no",
  "ola@blåbær.no",
];

describe.each(storeEngines(process.env["TEST_DATABASE_URL"]))(
  "planned writes in the book on $name",
  (engine) => {
    let opened: OpenedSyncRuns;
    let runId: string;

    beforeAll(async () => {
      opened = await openSyncRuns(engine);
    });
    beforeEach(async () => {
      await opened.empty();
      runId = await opened.begin(BY_HAND);
      await opened.first.beginStep(runId, SCHOOL, "write");
      const personIds = ["p-kari", "p-ola"];
      await planPages(opened.first, runId, SCHOOL, 2, { writes: WRITES, personIds });
    });
    afterAll(() => opened.close());

    /** Every column of every row of the tables of the nightly run, as text. */
    async function everythingStored(): Promise<string> {
      const tables = await sql<{ name: string }>`
      select table_name as name from information_schema.tables
      where table_name like 'sync\\_%' and table_schema = 'public'`.execute(opened.db);
      const rows = await Promise.all(
        tables.rows.map(({ name }) =>
          sql<{ row: string }>`select t::text as row from ${sql.table(name)} as t`.execute(opened.db),
        ),
      );
      return rows.flatMap((each) => each.rows.map(({ row }) => row)).join("\n");
    }

    async function writesOn(page: number, runs = opened.first) {
      const pages = await runs.pendingPages(runId, SCHOOL, 10);
      return pages.find((each) => each.page === page)?.writes;
    }

    it("open to what they were, dates and all", async () => {
      const writes = await writesOn(0);
      expect(writes).toEqual(WRITES);
      expect(writes?.map(({ nationalId }) => nationalId.reveal())).toEqual([KARI.reveal(), OLA.reveal()]);
    });

    it("stand nowhere in clear text: neither national ids nor values, before or after", async () => {
      const stored = await everythingStored();
      // What is looked for would be found: the register's own id stands there.
      expect(stored).toContain("p-kari");
      for (const secret of SECRETS) expect(stored).not.toContain(secret);
    });

    it("leave nothing behind in clear text when they are stopped and approved", async () => {
      await opened.first.endStep(runId, SCHOOL, {
        state: "stopped",
        reason: "members-gone",
        calls: NO_CALLS,
      });
      await opened.first.endRun(runId);
      expect(await opened.first.approve(SCHOOL.registerId)).toEqual([SCHOOL]);
      const stored = await everythingStored();
      expect(stored).toContain("members-gone");
      for (const secret of SECRETS) expect(stored).not.toContain(secret);
    });

    it("are forgotten once they have an outcome, sealed or not", async () => {
      const sealedPages = sql<{ page: number }>`
      select page from sync_pages where sealed_writes is not null order by page`;
      await opened.first.savePageOutcome(runId, SCHOOL, 0, tallyOf({ read: 2 }));
      expect((await sealedPages.execute(opened.db)).rows).toEqual([{ page: 1 }]);
    });

    it("open under no other key ring: the step has to be planned anew", async () => {
      const stranger = createSyncRuns(opened.db, createKeyring([randomSessionKey()]));
      expect(await stranger.pendingPages(runId, SCHOOL, 10)).toEqual([
        { page: 0, writes: null, tally: plannedPage(0).tally },
        { page: 1, writes: null, tally: plannedPage(1).tally },
      ]);
    });

    it("open under a ring that knows neither their key nor its name as little", async () => {
      const key = { ...randomSessionKey(), kid: "another" };
      expect(await writesOn(0, createSyncRuns(opened.db, createKeyring([key])))).toBeNull();
    });

    it("do not open in the row of another page", async () => {
      await sql`update sync_pages set sealed_writes = (select sealed_writes from sync_pages where page = 0)
      where page = 1`.execute(opened.db);
      expect(await writesOn(0)).toEqual(WRITES);
      expect(await writesOn(1)).toBeNull();
    });

    it("do not open in the row of another step", async () => {
      await opened.first.savePage(runId, STAFF, plannedPage(0), KEEP);
      await sql`update sync_pages set sealed_writes = (
        select sealed_writes from sync_pages join sync_steps using (step_id)
        where population = 'employees' and page = 0
      ) where page = 0`.execute(opened.db);
      expect(await writesOn(0)).toBeNull();
      expect((await opened.first.pendingPages(runId, STAFF, 1))[0]?.writes).toHaveLength(1);
    });
  },
);
