import { expect, test, vi } from "vitest";

/** The module as another tab has it: with an identity of its own. */
async function openTab() {
  vi.resetModules();
  return import("./session-channel.ts");
}

test("tells another tab of a logout, and never the tab that logs out", async () => {
  const here = await openTab();
  const elsewhere = await openTab();
  const told: string[] = [];
  const stopHere = here.onNews("logged-out", () => told.push("here"));
  const heard = new Promise<void>((resolve) => {
    const stop = elsewhere.onNews("logged-out", () => {
      stop();
      told.push("elsewhere");
      resolve();
    });
  });
  here.announce("logged-out");
  await heard;
  stopHere();
  expect(told).toEqual(["elsewhere"]);
});

test("tells one thing apart from the other", async () => {
  const here = await openTab();
  const elsewhere = await openTab();
  const told: string[] = [];
  const heard = new Promise<void>((resolve) => {
    const stops = [
      elsewhere.onNews("logged-out", () => told.push("logged-out")),
      elsewhere.onNews("prolonged", () => {
        for (const stop of stops) stop();
        told.push("prolonged");
        resolve();
      }),
    ];
  });
  here.announce("prolonged");
  await heard;
  expect(told).toEqual(["prolonged"]);
});
