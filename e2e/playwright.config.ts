import { defineConfig, devices } from "@playwright/test";
import { browserUse } from "./run/browser-use.ts";

export default defineConfig({
  testDir: "journeys",
  testMatch: "**/*.spec.ts",
  outputDir: "test-results",
  // Every worker has a world and a portal of its own, so tests of one file may run side by side.
  fullyParallel: true,
  workers: 2,
  // A journey that passes only sometimes is a fault to find.
  retries: 0,
  forbidOnly: process.env["CI"] !== undefined,
  timeout: 120_000,
  // Long enough for a machine that is busy with other things; a journey that hangs has a limit of its own.
  globalTimeout: 60 * 60_000,
  expect: { timeout: 20_000 },
  use: { ...browserUse(), trace: "retain-on-failure" },
  projects: [
    {
      name: "desktop",
      // What is told in words is seen on the phone.
      testIgnore: ["**/sentences.spec.ts", "**/refresh-outcomes.spec.ts"],
      use: { ...devices["Desktop Chrome"], viewport: { width: 1280, height: 900 } },
    },
    {
      name: "phone",
      // Keyboards, paper and contrast themes belong to desks, how faults are found does not depend on the size of the screen, and the switchboard sets its own.
      testIgnore: [
        "**/{zoom,forced-colors,print}.spec.ts",
        "**/faults-on-page.spec.ts",
        "**/keyboard.spec.ts",
        "**/browser-storage.spec.ts",
        "**/switchboard.spec.ts",
      ],
      use: {
        ...devices["Desktop Chrome"],
        viewport: { width: 390, height: 844 },
        deviceScaleFactor: 3,
        hasTouch: true,
        isMobile: true,
      },
    },
    {
      // What attackers do from within a browser; the others need none.
      name: "attacks",
      testDir: "attacks",
      use: { ...devices["Desktop Chrome"], viewport: { width: 1280, height: 900 } },
    },
    {
      // Every state in every language, size and theme; it sets the size itself.
      name: "matrix",
      // `MATRIX=all npm test`, as CI runs it, looks at every variant; without it, at those that tell most, in three quarters of the time.
      metadata: { everyVariant: process.env["MATRIX"] === "all" },
      testDir: "gallery",
      testMatch: "accessibility.spec.ts",
      timeout: 240_000,
      // A trace of two dozen views costs as much as the views; what is wrong is told in words.
      use: { ...devices["Desktop Chrome"], trace: "off" },
    },
  ],
});
