import { expect, it } from "vitest";
import type { PortalEvent } from "../ports/events.ts";
import type { RateLimits } from "../ports/rate-limits.ts";
import { createFakeRefreshGuard } from "../ports/testing/fake-refresh-guard.ts";
import { limitRefreshes } from "./limit-refreshes.ts";

const HOURLY = 10;
const NEXT_HOUR = new Date("2026-11-27T13:00:00.000Z");

function guardWithLimit() {
  let now = Date.parse("2026-11-27T12:00:00.000Z");
  const events: PortalEvent[] = [];
  const used = new Map<string, number>();
  const rateLimits: RateLimits = {
    use(limit, key) {
      const uses = (used.get(`${limit} ${key}`) ?? 0) + 1;
      used.set(`${limit} ${key}`, uses);
      if (uses <= HOURLY) return Promise.resolve({ allowed: true });
      return Promise.resolve({ allowed: false, retryAt: NEXT_HOUR, first: uses === HOURLY + 1 });
    },
  };
  const guard = limitRefreshes(
    createFakeRefreshGuard(() => new Date(now)),
    { rateLimits, record: (event) => void events.push(event) },
  );
  return {
    events,
    guard,
    passMinute: () => {
      now += 60_000;
    },
    async runOnce() {
      const admission = await guard.admit("kari");
      if (admission.admitted) await guard.release("kari", "done");
      return admission;
    },
  };
}

it("refuses the eleventh run in an hour, and says when the next may be (RL1)", async () => {
  const { runOnce, passMinute } = guardWithLimit();
  for (let run = 0; run < HOURLY; run += 1) {
    expect(await runOnce()).toEqual({ admitted: true });
    passMinute();
  }
  expect(await runOnce()).toEqual({ admitted: false, because: "too-soon", retryAt: NEXT_HOUR });
});

it("does not count presses during the pause", async () => {
  const { guard, runOnce, passMinute } = guardWithLimit();
  await runOnce();
  for (let press = 0; press < 50; press += 1) await guard.admit("kari");
  passMinute();
  expect(await runOnce()).toEqual({ admitted: true });
});

it("leaves nothing running behind a refusal, and no pause of its own", async () => {
  const { guard, runOnce, passMinute } = guardWithLimit();
  for (let run = 0; run <= HOURLY; run += 1) {
    await runOnce();
    passMinute();
  }
  // The time that the limit says, again and again, and not that of a pause.
  for (let press = 0; press < 3; press += 1)
    expect(await guard.admit("kari")).toEqual({ admitted: false, because: "too-soon", retryAt: NEXT_HOUR });
});

it("tells the log once in a row of refusals (LG4)", async () => {
  const { events, runOnce, passMinute } = guardWithLimit();
  for (let run = 0; run < HOURLY + 4; run += 1) {
    await runOnce();
    passMinute();
  }
  expect(events).toEqual([{ name: "excess_rate_limit_exceeded", limit: "refresh" }]);
});
