import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RefreshGuard } from "../ports/refresh-guard.ts";
import { createFakeRefreshGuard } from "../ports/testing/fake-refresh-guard.ts";
import { migrate } from "./migrate.ts";
import { createRefreshGuard } from "./refresh-guard.ts";
import { storeEngines, type StoreEngine } from "./testing/store-engines.ts";

interface Subject {
  readonly guard: RefreshGuard;
  passTime(subject: string, seconds: number): Promise<void>;
  close(): Promise<void>;
}

const guards = [
  ...storeEngines(process.env["TEST_DATABASE_URL"]).map((engine) => ({
    name: engine.name,
    open: () => openOn(engine),
  })),
  { name: "the fake", open: openFake },
];

async function openOn(engine: StoreEngine): Promise<Subject> {
  const store = await engine.create();
  const { db } = await store.open();
  await migrate(db);
  return {
    guard: createRefreshGuard(db),
    async passTime(subject, seconds) {
      await sql`update refreshes set lease_until = lease_until - ${seconds} * interval '1 second',
        next_allowed_at = next_allowed_at - ${seconds} * interval '1 second'
        where subject = ${subject}`.execute(db);
    },
    close: () => store.drop(),
  };
}

function openFake(): Promise<Subject> {
  let now = Date.now();
  return Promise.resolve({
    guard: createFakeRefreshGuard(() => new Date(now)),
    passTime(_subject, seconds) {
      now += seconds * 1000;
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  });
}

describe.each(guards)("the guard of «Oppdater» on $name", ({ open }) => {
  let subject: Subject;
  let guard: RefreshGuard;

  beforeAll(async () => {
    subject = await open();
    guard = subject.guard;
  });
  afterAll(() => subject.close());

  it("admits exactly one of twenty at the same time (RL2)", async () => {
    const admissions = await Promise.all(Array.from({ length: 20 }, () => guard.admit("parallel")));
    expect(admissions.filter(({ admitted }) => admitted)).toHaveLength(1);
    const reasons = admissions.flatMap((each) => (each.admitted ? [] : [each.because]));
    expect(new Set(reasons)).toEqual(new Set(["refresh-in-progress"]));
  });

  it("refuses during the pause and says until when", async () => {
    await guard.admit("pause");
    await guard.release("pause", "done");
    const refused = await guard.admit("pause");
    expect(refused).toMatchObject({ admitted: false, because: "too-soon" });
    if (refused.admitted) return;
    const seconds = (refused.retryAt.getTime() - Date.now()) / 1000;
    expect(seconds).toBeGreaterThan(50);
    expect(seconds).toBeLessThanOrEqual(61);
  });

  it("admits what failed again at once, three times in a row", async () => {
    for (const attempt of [1, 2, 3, 4]) {
      expect(await guard.admit("failing"), `attempt ${String(attempt)}`).toEqual({ admitted: true });
      await guard.release("failing", "failed");
    }
    expect(await guard.admit("failing")).toMatchObject({ admitted: false, because: "too-soon" });
  });

  it("forgets earlier failures when one was done", async () => {
    await guard.admit("recovered");
    await guard.release("recovered", "failed");
    await guard.admit("recovered");
    await guard.release("recovered", "done");
    expect(await guard.admit("recovered")).toMatchObject({ admitted: false, because: "too-soon" });
  });

  it("is as before behind a run that was not run", async () => {
    await guard.admit("refused");
    await guard.release("refused", "not-run");
    expect(await guard.admit("refused")).toEqual({ admitted: true });
    await guard.release("refused", "done");
    await subject.passTime("refused", 61);
    await guard.admit("refused");
    await guard.release("refused", "not-run");
    expect(await guard.admit("refused")).toEqual({ admitted: true });
  });

  it("admits again after the pause", async () => {
    await guard.admit("after");
    await guard.release("after", "done");
    await subject.passTime("after", 61);
    expect(await guard.admit("after")).toEqual({ admitted: true });
  });

  it("refuses while one is running and says until when at the latest", async () => {
    await guard.admit("running");
    const refused = await guard.admit("running");
    expect(refused).toMatchObject({ admitted: false, because: "refresh-in-progress" });
    if (refused.admitted) return;
    expect(refused.retryAt.getTime()).toBeGreaterThan(Date.now());
  });

  it("is not blocked for ever by one that never came back", async () => {
    await guard.admit("crashed");
    await subject.passTime("crashed", 31);
    expect(await guard.admit("crashed")).toEqual({ admitted: true });
  });

  it("keeps guardians apart", async () => {
    await guard.admit("one");
    expect(await guard.admit("two")).toEqual({ admitted: true });
  });
});
