import { expect, test, vi } from "vitest";

/** The module as another tab has it: with an identity of its own. */
async function openTab() {
  vi.resetModules();
  return import("./logout-channel.ts");
}

test("tells another tab of a logout, and never the tab that logs out", async () => {
  const here = await openTab();
  const elsewhere = await openTab();
  const told: string[] = [];
  const stopHere = here.onLogoutElsewhere(() => told.push("here"));
  const heard = new Promise<void>((resolve) => {
    const stop = elsewhere.onLogoutElsewhere(() => {
      stop();
      told.push("elsewhere");
      resolve();
    });
  });
  here.announceLogout();
  await heard;
  stopHere();
  expect(told).toEqual(["elsewhere"]);
});
