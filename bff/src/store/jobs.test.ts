import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { Firing, FiringEnd } from "../ports/jobs.ts";
import { openJobs, type OpenedJobs } from "./testing/opened-jobs.ts";
import { storeEngines } from "./testing/store-engines.ts";

const engines = storeEngines(process.env["TEST_DATABASE_URL"]);
const SOON = { timeout: 10_000, interval: 50 };

/** Work that a test lets go on, and that it can see. */
function openWork(end: FiringEnd = "over") {
  const firings: Firing[] = [];
  const gate = Promise.withResolvers<FiringEnd>();
  return {
    firings,
    finish: () => gate.resolve(end),
    work: (firing: Firing): Promise<FiringEnd> => {
      firings.push(firing);
      return gate.promise;
    },
  };
}

describe.each(engines)("the schedule on $name", (engine) => {
  let opened: OpenedJobs;

  beforeAll(async () => {
    opened = await openJobs(engine);
  });
  afterEach(() => opened.rest());
  afterAll(() => opened.close());

  async function stateOf(id: string | null): Promise<string | undefined> {
    const { rows } = await sql<{ state: string }>`
      select state::text as state from pgboss.job where id = ${id}`.execute(opened.db);
    return rows[0]?.state;
  }

  const untilState = (id: string | null, state: string) =>
    vi.waitFor(async () => expect(await stateOf(id)).toBe(state), SOON);

  it("SY1: holds one job at a time: while one waits or is worked on, no other one is taken", async () => {
    const { work, firings, finish } = openWork();
    const id = await opened.send();
    expect(id).not.toBeNull();
    expect(await opened.send()).toBeNull();
    await opened.start(work);
    await vi.waitFor(() => expect(firings).toHaveLength(1), SOON);
    expect(await opened.send()).toBeNull();
    finish();
    await untilState(id, "completed");
    expect(firings).toHaveLength(1);
  });

  it("SY7: names the firing that a job was made for", async () => {
    const { work, firings, finish } = openWork();
    finish();
    const id = await opened.send("2028-02-29T02:15:04Z");
    await opened.start(work);
    await untilState(id, "completed");
    expect(firings).toMatchObject([
      { occurrence: "2028-02-29T03:15", firedAt: new Date("2028-02-29T02:15:00Z") },
    ]);
  });

  it("SY6: brings a firing back, under the same name, until its work is over", async () => {
    const ends: FiringEnd[] = ["again", "over"];
    const names: string[] = [];
    const id = await opened.send("2028-02-29T02:15:04Z");
    await opened.start(({ occurrence }) => {
      names.push(occurrence);
      return Promise.resolve(ends[names.length - 1] ?? "over");
    });
    await untilState(id, "retry");
    await opened.passPause();
    await untilState(id, "completed");
    expect(names).toEqual(["2028-02-29T03:15", "2028-02-29T03:15"]);
  });

  it("SY6: brings a firing back whose work has thrown", async () => {
    const work = vi.fn<() => Promise<FiringEnd>>().mockRejectedValueOnce(new Error("no database"));
    work.mockResolvedValue("over");
    const id = await opened.send();
    await opened.start(work);
    await untilState(id, "retry");
    await opened.passPause();
    await untilState(id, "completed");
    expect(work).toHaveBeenCalledTimes(2);
  });

  it("SY6: takes no new firing in the place of one that waits to come again", async () => {
    const id = await opened.send();
    await opened.start(() => Promise.resolve("again"));
    await untilState(id, "retry");
    expect(await opened.send()).toBeNull();
  });

  it("comes again after a pause, and not at once", async () => {
    const id = await opened.send();
    await opened.start(() => Promise.resolve("again"));
    await untilState(id, "retry");
    const { rows } = await sql<{ pauses: boolean }>`
      select start_after > now() + interval '5 seconds' as pauses from pgboss.job where id = ${id}`.execute(
      opened.db,
    );
    expect(rows).toEqual([{ pauses: true }]);
  });

  it("when stopped tells its work to stop, waits for it, and leaves the firing to the next process", async () => {
    const told = vi.fn<() => void>();
    const id = await opened.send();
    const leaving = await opened.start(({ stopping }) => {
      const gate = Promise.withResolvers<FiringEnd>();
      stopping.addEventListener("abort", () => {
        told();
        gate.resolve("again");
      });
      return gate.promise;
    });
    await untilState(id, "active");
    await leaving.stop();
    expect(told).toHaveBeenCalledOnce();
    expect(await stateOf(id)).toBe("retry");
    const next = openWork();
    next.finish();
    await opened.passPause();
    await opened.start(next.work);
    await untilState(id, "completed");
    expect(next.firings).toHaveLength(1);
  });

  it("SY2: hands a firing on whose process has died without a word", async () => {
    const { work, firings, finish } = openWork();
    const id = await opened.send();
    // A process takes the job and is never heard of again.
    await opened.queue.fetch("sync");
    await sql`update pgboss.job set heartbeat_on = now() - interval '1 minute' where id = ${id}`.execute(
      opened.db,
    );
    finish();
    await opened.start(work);
    await untilState(id, "retry");
    await opened.passPause();
    await untilState(id, "completed");
    expect(firings).toHaveLength(1);
  });

  it("stands in the database once, by the clocks of Norway, and as it was set last", async () => {
    await opened.start(openWork().work, { cron: "15 4 * * *" });
    await opened.start(openWork().work);
    expect(await opened.queue.getSchedules()).toMatchObject([
      { name: "sync", cron: "15 3 29 2 *", timezone: "Europe/Oslo", options: { missed: "once" } },
    ]);
  });

  it("follows KRR's changes as long as that is switched on, and does not make up for what it missed", async () => {
    const changes = { cron: "*/10 * 29 2 *", work: () => Promise.resolve() };
    await opened.start(openWork().work, { changes });
    expect(await opened.queue.getSchedules("krr-changes")).toMatchObject([
      { cron: changes.cron, options: { missed: "skip" } },
    ]);
    await opened.start(openWork().work);
    expect(await opened.queue.getSchedules("krr-changes")).toEqual([]);
  });
});

describe.each(engines.filter(({ name }) => name === "Postgres"))("two replicas on $name", (engine) => {
  let opened: OpenedJobs;

  beforeAll(async () => {
    opened = await openJobs(engine);
  });
  afterEach(() => opened.rest());
  afterAll(() => opened.close());

  it("SY1: start at the same time, and one of them works on a firing", async () => {
    const [one, other] = [openWork(), openWork()];
    await Promise.all([opened.start(one.work), opened.start(other.work)]);
    const id = await opened.send();
    await vi.waitFor(() => expect([...one.firings, ...other.firings]).toHaveLength(1), SOON);
    expect(await opened.send()).toBeNull();
    one.finish();
    other.finish();
    await vi.waitFor(async () => {
      const { rows } = await sql`select state::text as state from pgboss.job where id = ${id}`.execute(
        opened.db,
      );
      expect(rows).toEqual([{ state: "completed" }]);
    }, SOON);
    expect([...one.firings, ...other.firings]).toHaveLength(1);
    expect(opened.faults).toEqual([]);
  });

  it("when stopped leave no connection behind", async () => {
    const connections = sql<{ count: number }>`select count(*)::int as count from pg_stat_activity
      where datname = current_database() and application_name = 'foresattportal jobs'`;
    const leaving = await opened.start(openWork().work);
    expect((await connections.execute(opened.db)).rows[0]?.count).toBeGreaterThan(0);
    await leaving.stop();
    await vi.waitFor(
      async () => expect((await connections.execute(opened.db)).rows).toEqual([{ count: 0 }]),
      SOON,
    );
  });
});
