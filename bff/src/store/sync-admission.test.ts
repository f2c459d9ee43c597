import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { BY_HAND, KEEP, KINDERGARTEN, NIGHT, plannedPage, SCHOOL } from "./testing/sync-examples.ts";
import { openSyncRuns, type OpenedSyncRuns } from "./testing/opened-sync-runs.ts";
import { storeEngines } from "./testing/store-engines.ts";

const TOMORROW = { ...NIGHT, occurrence: "2026-11-23T03:15" };
const OTHER_STEPS = { ...BY_HAND, steps: [KINDERGARTEN] };
const DRY_RUN = { ...BY_HAND, dryRun: true };

describe.each(storeEngines(process.env["TEST_DATABASE_URL"]))("the admission to a run on $name", (engine) => {
  let opened: OpenedSyncRuns;

  beforeAll(async () => {
    opened = await openSyncRuns(engine);
  });
  beforeEach(() => opened.empty());
  afterAll(() => opened.close());

  async function statesOf(runId: string) {
    const report = await opened.second.report(runId);
    return { run: report?.state, steps: report?.steps.map(({ state, reason }) => [state, reason]) };
  }

  it("SY1: admits one of two who ask in the same instant, and tells the other that it is busy", async () => {
    const both = await Promise.all([opened.first.admit(NIGHT), opened.second.admit(NIGHT)]);
    expect(both.map(({ state }) => state).sort()).toEqual(["admitted", "busy"]);
    expect(new Set(both.map(({ runId }) => runId)).size).toBe(1);
  });

  it("SY1: admits one of many, whatever they ask for", async () => {
    const asking = [NIGHT, TOMORROW, BY_HAND, DRY_RUN, OTHER_STEPS].flatMap((request) => [
      opened.first.admit(request),
      opened.second.admit(request),
    ]);
    const states = (await Promise.all(asking)).map(({ state }) => state);
    expect(states.filter((state) => state === "admitted")).toHaveLength(1);
  });

  it("begins a run that waits with every step", async () => {
    const admission = await opened.first.admit(NIGHT);
    expect(admission).toMatchObject({ state: "admitted", resumed: false });
    expect(await statesOf(admission.runId)).toEqual({
      run: "running",
      steps: [
        ["waiting", null],
        ["waiting", null],
        ["waiting", null],
      ],
    });
  });

  it("admits nobody twice at the same time, not even the holder itself", async () => {
    const runId = await opened.begin();
    expect(await opened.first.admit(NIGHT)).toEqual({ state: "busy", runId });
  });

  it("SY7: has one run for each firing: the same one once more is done", async () => {
    const runId = await opened.begin();
    await opened.first.endRun(runId);
    expect(await opened.second.admit(NIGHT)).toEqual({ state: "done", runId });
    expect(await opened.second.admit(TOMORROW)).toMatchObject({ state: "admitted", resumed: false });
  });

  it("begins a new run each time a person asks", async () => {
    const runId = await opened.begin(BY_HAND);
    await opened.first.endRun(runId);
    const again = await opened.first.admit(BY_HAND);
    expect(again).toMatchObject({ state: "admitted", resumed: false });
    expect(again.runId).not.toBe(runId);
  });

  it("SY2: hands a run whose holder has fallen silent to whoever asks for the same, with its pages", async () => {
    const runId = await opened.begin();
    await opened.first.beginStep(runId, SCHOOL, "write");
    await opened.first.savePage(runId, SCHOOL, plannedPage(0, { nextCursor: "behind the first" }), KEEP);
    await opened.silence(runId);
    expect(await opened.second.admit(NIGHT)).toEqual({ state: "admitted", runId, resumed: true });
    expect(await opened.second.step(runId, SCHOOL)).toMatchObject({
      state: "planning",
      pages: 1,
      nextCursor: "behind the first",
    });
    await expect(opened.second.pendingPages(runId, SCHOOL, 10)).resolves.toHaveLength(1);
  });

  it("SY2: hands a silent run over to one of two who ask in the same instant", async () => {
    const runId = await opened.begin();
    await opened.silence(runId);
    const both = await Promise.all([opened.first.admit(NIGHT), opened.second.admit(NIGHT)]);
    expect(both.map(({ state }) => state).sort()).toEqual(["admitted", "busy"]);
  });

  it("takes no run from a holder that says that it is alive", async () => {
    const runId = await opened.begin();
    await opened.silence(runId);
    expect(await opened.first.keepAlive(runId)).toBe(true);
    expect(await opened.second.admit(NIGHT)).toEqual({ state: "busy", runId });
  });

  it("hands a run over at once when its holder lets go of it", async () => {
    const runId = await opened.begin();
    await opened.first.letGo(runId);
    expect(await opened.second.admit(NIGHT)).toEqual({ state: "admitted", runId, resumed: true });
  });

  it("goes on with a run by hand when the same is asked for again", async () => {
    const runId = await opened.begin(BY_HAND);
    await opened.first.letGo(runId);
    expect(await opened.second.admit(BY_HAND)).toEqual({ state: "admitted", runId, resumed: true });
  });

  it.each([
    ["by hand", BY_HAND],
    ["a dry run", DRY_RUN],
    ["of other steps", OTHER_STEPS],
  ])("does not end tonight's run that waits for its next try: %s", async (_what, request) => {
    const runId = await opened.begin();
    await opened.first.letGo(runId);
    expect(await opened.second.admit(request)).toEqual({ state: "busy", runId });
    expect(await statesOf(runId)).toMatchObject({ run: "running" });
  });

  it.each([
    ["the night's", NIGHT],
    ["a dry run", DRY_RUN],
    ["of other steps", OTHER_STEPS],
  ])("ends a run by hand that was left when another one is asked for: %s", async (_what, request) => {
    const runId = await opened.begin(BY_HAND);
    await opened.first.postponeStep(runId, SCHOOL, "krr timeout", { krr: 1, register: 1 });
    await opened.first.letGo(runId);
    const admission = await opened.second.admit(request);
    expect(admission).toMatchObject({ state: "admitted", resumed: false });
    expect(admission.runId).not.toBe(runId);
    expect(await statesOf(runId)).toEqual({
      run: "finished",
      steps: [
        ["stopped", "krr timeout"],
        ["stopped", "given up"],
        ["stopped", "given up"],
      ],
    });
  });

  it("ends last night's run that nobody went on with when the next night comes", async () => {
    const runId = await opened.begin();
    await opened.first.letGo(runId);
    expect(await opened.second.admit(TOMORROW)).toMatchObject({ state: "admitted", resumed: false });
    expect(await statesOf(runId)).toMatchObject({ run: "finished" });
  });

  it("goes on with a run that is nearly eight hours old", async () => {
    const runId = await opened.begin();
    await opened.age(runId, "7 hours 59 minutes");
    await opened.first.letGo(runId);
    expect(await opened.second.admit(NIGHT)).toEqual({ state: "admitted", runId, resumed: true });
  });

  it("gives up a run that is older than eight hours, and its firing with it", async () => {
    const runId = await opened.begin();
    await opened.age(runId, "8 hours 1 minute");
    await opened.first.letGo(runId);
    expect(await opened.second.admit(NIGHT)).toEqual({ state: "done", runId });
    expect(await statesOf(runId)).toMatchObject({ run: "finished" });
  });

  it("begins anew what a person asks for again after eight hours", async () => {
    const runId = await opened.begin(BY_HAND);
    await opened.age(runId, "8 hours 1 minute");
    await opened.first.letGo(runId);
    const admission = await opened.second.admit(BY_HAND);
    expect(admission).toMatchObject({ state: "admitted", resumed: false });
    expect(admission.runId).not.toBe(runId);
  });

  it("does not end a run that is at work, however old it is", async () => {
    const runId = await opened.begin();
    await opened.age(runId, "9 hours");
    expect(await opened.second.admit(TOMORROW)).toEqual({ state: "busy", runId });
  });

  it("keeps what is done of a run that is given up", async () => {
    const runId = await opened.begin(BY_HAND);
    await opened.first.endStep(runId, SCHOOL, {
      state: "done",
      reason: null,
      calls: { krr: 1, register: 1 },
    });
    await opened.first.letGo(runId);
    await opened.second.admit(DRY_RUN);
    expect((await statesOf(runId)).steps?.[0]).toEqual(["done", null]);
  });
});
