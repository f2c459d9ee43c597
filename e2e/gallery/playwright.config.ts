import { join } from "node:path";
import { defineConfig, devices } from "@playwright/test";
import { browserUse } from "../run/browser-use.ts";
import { parseWanted } from "./wanted.ts";
import type { PictureOptions } from "./picture-test.ts";

const root = join(import.meta.dirname, "../..");

/** Takes pictures and proves nothing; `npm run gallery` and `npm run pictures` say which project and what is wanted. */
export default defineConfig<PictureOptions>({
  testDir: ".",
  outputDir: "../test-results",
  fullyParallel: true,
  workers: 2,
  timeout: 120_000,
  use: {
    ...browserUse(),
    ...devices["Desktop Chrome"],
    folder: process.env["PICTURES_FOLDER"] ?? join(root, "gallery"),
    wanted: parseWanted(process.env["PICTURES_WANTED"]),
  },
  projects: [
    { name: "gallery", testMatch: "screenshots.spec.ts" },
    { name: "readme", testMatch: "readme-pictures.spec.ts" },
  ],
});
