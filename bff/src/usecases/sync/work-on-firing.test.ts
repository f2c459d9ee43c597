import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { FiringEnd } from "../../ports/jobs.ts";
import type { Database } from "../../store/database.ts";
import { openMemoryStore } from "../../store/testing/store-engines.ts";
import { letHoldPass } from "./testing/book.ts";
import { openNight, requests, type Night } from "./testing/night.ts";
import { mobileOf } from "./testing/people.ts";
import type { SyncDeps } from "./sync-deps.ts";
import { workOnFiring } from "./work-on-firing.ts";

const OCCURRENCE = "2026-11-25T02:30";

let database: Database;
let night: Night;
/** The book has the database's clock, so that these nights begin when the test does. */
let fired: Date;
let now: Date;
beforeAll(async () => {
  database = await openMemoryStore();
});
beforeEach(async () => {
  night = await openNight(database);
  night.put(1, { krr: { mobile: mobileOf(1) } });
  fired = new Date();
  now = fired;
});
afterAll(() => database.close());

/** Works on tonight's firing, in a process of its own. */
async function fire(more: Partial<SyncDeps> = {}): Promise<FiringEnd> {
  const deps = night.startProcess({ clock: () => now, ...more });
  const stopping = deps.stopping;
  return workOnFiring(deps, { occurrence: OCCURRENCE, firedAt: fired, stopping });
}

function hoursLater(hours: number): void {
  now = new Date(fired.getTime() + hours * 60 * 60 * 1000);
}

async function stateOfTheRun() {
  const report = await night.deps.runs.report("latest");
  const [step] = report?.steps ?? [];
  return { run: report?.state, step: step?.state, reason: step?.reason };
}

function mobile(): string | null {
  return night.school.held("p-1").record.contact.mobile.value;
}

describe("a firing of the schedule", () => {
  it("is over when its run is, and is a night's run that writes", async () => {
    expect(await fire()).toBe("over");
    expect(mobile()).toBe(mobileOf(1));
    expect(await night.deps.runs.report("latest")).toMatchObject({ trigger: "night", dryRun: false });
  });

  it("SY7: has one run, however often and late it fires", async () => {
    await fire();
    const before = night.school.log.length;
    hoursLater(5);
    expect(await fire()).toBe("over");
    expect(night.school.log).toHaveLength(before);
  });

  it("comes again while another process is at a run", async () => {
    await night.deps.runs.admit({ occurrence: null, dryRun: false, steps: [] });
    expect(await fire()).toBe("again");
    await letHoldPass(night.db);
    expect(await fire()).toBe("over");
  });

  it("SY2: comes again where its run was taken over meanwhile, and is over then", async () => {
    let once = true;
    night.school.before("page", async () => {
      if (!once) return;
      once = false;
      await letHoldPass(night.db);
      expect(await fire()).toBe("over");
    });
    expect(await fire()).toBe("again");
    expect(await fire()).toBe("over");
    expect(night.school.effects()).toBe(1);
  });
});

describe("SY6: a source that is down when the night begins", () => {
  it.each(["capabilities", "page", "write"] as const)(
    "is asked again later: no answer to %s",
    async (operation) => {
      night.school.failNext(operation, "unavailable", 100);
      expect(await fire()).toBe("again");
      expect(await stateOfTheRun()).toMatchObject({ run: "running", step: "waiting" });
      night.school.failNext(operation, "unavailable", 0);
      expect(await fire()).toBe("over");
      expect(mobile()).toBe(mobileOf(1));
    },
  );

  it("is tried for the night's patience, and then given up with the reason; nothing is written", async () => {
    night.school.failNext("page", "unavailable", 100);
    await fire();
    hoursLater(2.7);
    expect(await fire()).toBe("again");
    hoursLater(2.8);
    expect(await fire()).toBe("over");
    expect(await stateOfTheRun()).toEqual({ run: "finished", step: "stopped", reason: "school unavailable" });
    expect(night.events.at(-1)).toMatchObject({ name: "sync_gave_up" });
    expect(requests(night.school, "write")).toEqual([]);
  });

  it("has its patience too where the night began late", async () => {
    night.school.failNext("page", "unavailable", 100);
    fired = new Date(fired.getTime() - 4 * 60 * 60 * 1000);
    expect(await fire()).toBe("again");
    hoursLater(4 + 2.7);
    expect(await fire()).toBe("again");
    hoursLater(4 + 2.8);
    expect(await fire()).toBe("over");
  });

  it("which refuses us stops the step at once: trying again does not mend it", async () => {
    night.school.failNext("page", "refused");
    expect(await fire()).toBe("over");
    expect(await stateOfTheRun()).toEqual({ run: "finished", step: "stopped", reason: "school refused" });
  });

  it("counts what was written before it fell silent, when it is given up", async () => {
    for (let number = 2; number <= 4; number += 1) night.put(number, { krr: { mobile: mobileOf(number) } });
    // The first page goes out in two parts, and the second one between them.
    night.school.before("write", () => {
      if (requests(night.school, "write").length === 3) night.school.failNext("write", "unavailable", 100);
    });
    await fire();
    expect(requests(night.school, "write")).toHaveLength(3);
    hoursLater(3);
    expect(await fire()).toBe("over");
    const [step] = (await night.deps.runs.report("latest"))?.steps ?? [];
    expect(step).toMatchObject({
      state: "stopped",
      reason: "school does not answer to writes",
      planned: false,
    });
    expect(step?.tally.fields.mobile).toEqual({ filled: 1, failed: 3 });
    expect(step?.tally.failures).toEqual({ "not-carried-out": 3 });
  });

  it("given up by one process while another one has gone on with it ends quietly", async () => {
    night.school.failNext("page", "unavailable", 2);
    await fire();
    hoursLater(3);
    const deps = night.startProcess();
    const runs = {
      ...deps.runs,
      // Somebody else takes the run over when this one is about to end it.
      endRun: async (runId: string) => {
        await night.startProcess().runs.admit({
          occurrence: OCCURRENCE,
          dryRun: false,
          steps: [{ registerId: "school", population: "guardians" }],
        });
        await deps.runs.endRun(runId);
      },
    };
    expect(await fire({ runs })).toBe("again");
  });
});

describe("a process that is told to stop", () => {
  it("ends at the next page, and the next one goes on from there", async () => {
    for (let number = 2; number < 20; number += 1) night.put(number, { krr: { mobile: mobileOf(number) } });
    const stopping = new AbortController();
    night.school.before("page", () => {
      if (requests(night.school, "page").length === 3) stopping.abort();
    });
    expect(await fire({ stopping: stopping.signal })).toBe("again");
    expect(await stateOfTheRun()).toMatchObject({ step: "waiting", reason: "the portal was stopped" });
    const asked = night.krr.log.length;
    expect(asked).toBeLessThan(7);
    expect(await fire()).toBe("over");
    expect(night.krr.log).toHaveLength(7);
    expect(mobile()).toBe(mobileOf(1));
  });

  it("ends between two pages of writes, and none is written twice", async () => {
    for (let number = 2; number < 20; number += 1) night.put(number, { krr: { mobile: mobileOf(number) } });
    const stopping = new AbortController();
    night.school.before("write", () => stopping.abort());
    expect(await fire({ stopping: stopping.signal })).toBe("again");
    const written = night.school.effects();
    expect(written).toBeLessThan(19);
    expect(await fire()).toBe("over");
    expect(night.school.effects()).toBe(19);
  });

  it("does not give the run up, however late it is", async () => {
    const stopping = new AbortController();
    night.school.before("page", () => stopping.abort());
    hoursLater(9);
    expect(await fire({ stopping: stopping.signal })).toBe("again");
    expect(await stateOfTheRun()).toMatchObject({ run: "running" });
  });
});
