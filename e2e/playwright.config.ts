import { defineConfig, devices } from "@playwright/test";
import { browserFlags, findBrowser } from "./run/browser.ts";

const executablePath = findBrowser();

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
  timeout: 45_000,
  globalTimeout: 15 * 60_000,
  expect: { timeout: 10_000 },
  use: {
    locale: "nb-NO",
    timezoneId: "Europe/Oslo",
    trace: "retain-on-failure",
    launchOptions: {
      args: browserFlags(process.getuid?.() === 0),
      // Without a path Playwright says itself how to install its browser.
      ...(executablePath === undefined ? {} : { executablePath }),
    },
  },
  projects: [
    {
      name: "desktop",
      // What is told in words, and what fits the narrowest screen, is seen on the phone.
      testIgnore: ["**/narrow.spec.ts", "**/sentences.spec.ts", "**/refresh-outcomes.spec.ts"],
      use: { ...devices["Desktop Chrome"], viewport: { width: 1280, height: 900 } },
    },
    {
      name: "phone",
      // Keyboards belong to desks, and how faults are found does not depend on the size of the screen.
      testIgnore: ["**/faults-on-page.spec.ts", "**/keyboard.spec.ts", "**/browser-storage.spec.ts"],
      use: {
        ...devices["Desktop Chrome"],
        viewport: { width: 390, height: 844 },
        deviceScaleFactor: 3,
        hasTouch: true,
        isMobile: true,
      },
    },
  ],
});
