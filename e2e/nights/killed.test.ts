import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { createNight, until, type Night } from "./night.ts";
import { totalsOf } from "./report-form.ts";

const SERVER = process.env["TEST_DATABASE_URL"];
/** Some pages for each register, and the same people in each world. */
const WORLD = { households: 2500, server: SERVER, now: () => new Date("2026-11-20T01:00:00Z") };
/** The book is handed over when its holder has been silent for fifteen seconds. */
const TAKEN_OVER_WITHIN_MS = 60_000;

/** What an undisturbed run does to the same world. */
let undisturbed: { totals: ReturnType<typeof totalsOf>; effects: number };
let night: Night;

const effectsOf = ({ world }: Night): number => world.school.effects + world.kindergarten.effects;

async function outcome(of: Night) {
  return { totals: totalsOf(await of.report()), effects: effectsOf(of) };
}

/** Calls again until the run is this process's, as the next replica does. */
async function goOn(): Promise<void> {
  await until(async () => {
    const { code, output } = await night.sync();
    if (code === 0) return true;
    expect(output).toContain("another process is at run");
    return false;
  }, TAKEN_OVER_WITHIN_MS);
}

beforeAll(async () => {
  const calm = await createNight(WORLD);
  await calm.approveEverything();
  await calm.sync();
  undisturbed = await outcome(calm);
  await calm.close();
}, 120_000);

it("an undisturbed run has much to write, so that there is something to be disturbed", () => {
  expect(undisturbed.effects).toBeGreaterThan(100);
});

describe("SY2: a run whose process is killed", { timeout: 150_000 }, () => {
  afterEach(() => night.close());

  it.each([
    ["while KRR is being asked", { only: "krr", calls: 1 }],
    ["between two pages of the plan", { only: "krr", calls: 3 }],
    ["while the first register is written to", { only: "school", calls: 1 }],
    ["while the last register is written to", { only: "kindergarten", calls: 1 }],
  ] as const)(
    "%s is taken over, with the totals and the effects of an undisturbed one",
    async (_when, at) => {
      night = await createNight(WORLD);
      await night.approveEverything();
      const { world } = night;
      const before = world.krr.calls.personer;
      // Slow enough that the moment is met.
      world.krr.faults.set({ latency: 300 });
      for (const register of [world.school, world.kindergarten])
        register.faults.set({ latency: 150, only: "writes" });
      const call = night.begin();
      await until(
        () =>
          at.only === "krr"
            ? world.krr.calls.personer - before >= at.calls
            : world[at.only].calls.writes >= at.calls,
        30_000,
      );
      call.process.kill("SIGKILL");
      expect((await call.ended).code).toBeNull();
      for (const system of [world.krr, world.school, world.kindergarten]) system.faults.clear();
      await goOn();
      expect(await outcome(night)).toEqual(undisturbed);
    },
  );

  it("leaves nothing for the next run to write (SY3)", async () => {
    night = await createNight(WORLD);
    await night.approveEverything();
    night.world.school.faults.set({ latency: 150, only: "writes" });
    const call = night.begin();
    await until(() => night.world.school.calls.writes >= 1, 30_000);
    call.process.kill("SIGKILL");
    await call.ended;
    night.world.school.faults.clear();
    await goOn();
    const { effects } = undisturbed;
    expect((await night.sync()).code).toBe(0);
    expect(effectsOf(night)).toBe(effects);
    for (const { fields } of totalsOf(await night.report()))
      for (const counts of Object.values(fields))
        expect([counts["changed"], counts["filled"], counts["emptied"], counts["confirmed"]]).toEqual([
          0, 0, 0, 0,
        ]);
  });
});

describe.skipIf(SERVER === undefined || SERVER === "")(
  "a run whose database is gone for a moment",
  { timeout: 120_000 },
  () => {
    afterEach(() => night.close());

    it("goes on or is gone on with, and has the totals and the effects of an undisturbed one", async () => {
      night = await createNight(WORLD);
      await night.approveEverything();
      night.world.krr.faults.set({ latency: 300 });
      const before = night.world.krr.calls.personer;
      const call = night.begin();
      await until(() => night.world.krr.calls.personer - before >= 2, 30_000);
      await night.database.cutConnections();
      const { code } = await call.ended;
      night.world.krr.faults.clear();
      // A connection that was idle is replaced without anybody noticing.
      if (code !== 0) await goOn();
      expect(await outcome(night)).toEqual(undisturbed);
    });
  },
);

describe("a run that is told to stop", { timeout: 120_000 }, () => {
  afterEach(() => night.close());

  it("stops at its next page, and the next one goes on with it at once", async () => {
    night = await createNight(WORLD);
    await night.approveEverything();
    night.world.krr.faults.set({ latency: 500 });
    const before = night.world.krr.calls.personer;
    const call = night.begin();
    await until(() => night.world.krr.calls.personer > before, 30_000);
    call.process.kill("SIGTERM");
    expect((await call.ended).code).toBe(3);
    night.world.krr.faults.clear();
    expect((await night.sync()).code).toBe(0);
    expect(await outcome(night)).toEqual(undisturbed);
  });
});
