import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { RunRequest } from "../ports/sync-runs.ts";
import { KARI } from "../ports/testing/people.ts";
import { readInstallation } from "./installation.ts";
import { createSessions } from "./sessions.ts";
import { BY_HAND, KINDERGARTEN, NO_CALLS, SCHOOL, wholeStep } from "./testing/sync-examples.ts";
import { openSyncRuns, type OpenedSyncRuns } from "./testing/opened-sync-runs.ts";
import { storeEngines } from "./testing/store-engines.ts";

const DONE = { state: "done", reason: null, calls: NO_CALLS, emptiedAfterLeaving: 0 } as const;
const STOPPED = { ...DONE, state: "stopped", reason: "members-gone" } as const;

describe.each(storeEngines(process.env["TEST_DATABASE_URL"]))("the installation in $name", (engine) => {
  let opened: OpenedSyncRuns;

  beforeAll(async () => {
    opened = await openSyncRuns(engine);
  });
  beforeEach(async () => {
    await opened.empty();
    await opened.db.deleteFrom("sessions").execute();
  });
  afterAll(() => opened.close());

  const read = () => readInstallation(opened.db);
  const school = async () => (await read()).sync.find(({ registerId }) => registerId === "school");

  async function night(end: typeof DONE | typeof STOPPED, request: Partial<RunRequest> = {}): Promise<void> {
    const runId = await opened.begin({ ...BY_HAND, ...request, steps: [SCHOOL] });
    await wholeStep(opened.first, runId, SCHOOL, ["1"]);
    await opened.first.endStep(runId, SCHOOL, end);
    await opened.first.endRun(runId);
  }

  it("has as many live sessions as are within both limits", async () => {
    const sessions = createSessions(opened.db, opened.keyring);
    const content = { nationalId: KARI, acr: "idporten-loa-high", name: null, language: null };
    for (let made = 0; made < 4; made += 1) await sessions.create(content, null);
    const ids = await opened.db.selectFrom("sessions").select("id_hash").execute();
    const make = (id: string | undefined, column: "created_at" | "last_seen_at", minutes: number) =>
      sql`update sessions set ${sql.ref(column)} = now() - ${minutes} * interval '1 minute' where id_hash = ${id}`.execute(
        opened.db,
      );
    expect((await read()).liveSessions).toBe(4);
    await make(ids[0]?.id_hash, "created_at", 121);
    await make(ids[1]?.id_hash, "last_seen_at", 31);
    expect((await read()).liveSessions).toBe(2);
  });

  it("knows no success before the first night", async () => {
    expect((await read()).sync).toEqual([]);
  });

  it("remembers the last success of a register after a night that was stopped (SY6)", async () => {
    await night(DONE);
    const first = await school();
    expect(first?.lastSuccessAt).toBeInstanceOf(Date);
    await night(STOPPED);
    expect(await school()).toMatchObject({
      lastSuccessAt: first?.lastSuccessAt,
      last: { state: "stopped", reason: "members-gone" },
    });
  });

  it("takes no trial for a success", async () => {
    await night(DONE, { dryRun: true });
    expect(await school()).toBeUndefined();
  });

  it("has each register and population by itself, and none that has not begun", async () => {
    const runId = await opened.begin(BY_HAND);
    await wholeStep(opened.first, runId, KINDERGARTEN, ["1"]);
    const { sync } = await read();
    expect(sync).toMatchObject([
      { ...KINDERGARTEN, lastSuccessAt: null, last: { state: "writing", endedAt: null } },
    ]);
  });

  it("lacks no migration", async () => {
    const { migrations } = await read();
    expect(migrations.pending).toEqual([]);
    expect(migrations.applied).toBeGreaterThanOrEqual(8);
  });
});
