import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { openJobs, type OpenedJobs } from "./testing/opened-jobs.ts";
import { storeEngines } from "./testing/store-engines.ts";

const QUEUE = "krr-changes";
const SOON = { timeout: 10_000, interval: 50 };
/** So rarely that whatever a test sends is the only job. */
const RARELY = "45 4 29 2 *";

const night = () => Promise.resolve("over" as const);

describe.each(storeEngines(process.env["TEST_DATABASE_URL"]))("the firings of changes on $name", (engine) => {
  let opened: OpenedJobs;

  beforeAll(async () => {
    opened = await openJobs(engine);
  });
  afterEach(async () => {
    await opened.rest();
    await sql`delete from pgboss.job where name = ${QUEUE}`.execute(opened.db);
  });
  afterAll(() => opened.close());

  const stateOf = async (id: string | null): Promise<string | undefined> => {
    const { rows } = await sql<{ state: string }>`
      select state::text as state from pgboss.job where id = ${id}`.execute(opened.db);
    return rows[0]?.state;
  };
  const untilState = (id: string | null, state: string) =>
    vi.waitFor(async () => expect(await stateOf(id)).toBe(state), SOON);

  it("are worked on by one process at a time, also beside the night's", async () => {
    const gate = Promise.withResolvers<void>();
    const work = vi.fn<() => Promise<void>>(() => gate.promise);
    const changes = { cron: RARELY, work };
    await Promise.all([opened.start(night, { changes }), opened.start(night, { changes })]);
    const id = await opened.queue.send(QUEUE);
    await vi.waitFor(() => expect(work).toHaveBeenCalledTimes(1), SOON);
    expect(await opened.queue.send(QUEUE)).toBeNull();
    await untilState(await opened.send(), "completed");
    gate.resolve();
    await untilState(id, "completed");
    expect([work.mock.calls.length, opened.faults]).toEqual([1, []]);
  });

  it("are not made up for where they fail, since the next one is near", async () => {
    const work = vi.fn<() => Promise<void>>(() => Promise.reject(new Error("not today")));
    await opened.start(night, { changes: { cron: RARELY, work } });
    await untilState(await opened.queue.send(QUEUE), "failed");
    const next = await opened.queue.send(QUEUE);
    expect(next).not.toBeNull();
    await untilState(next, "failed");
    expect(work).toHaveBeenCalledTimes(2);
  });
});
