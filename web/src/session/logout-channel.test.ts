import { expect, test } from "vitest";
import { announceLogout, onLogoutElsewhere } from "./logout-channel.ts";

test("tells another tab of a logout", async () => {
  const told = new Promise<boolean>((resolve) => {
    const stop = onLogoutElsewhere(() => {
      stop();
      resolve(true);
    });
  });
  announceLogout();
  expect(await told).toBe(true);
});
