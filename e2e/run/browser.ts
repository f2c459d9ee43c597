import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "@playwright/test";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

const macPaths = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

export interface BrowserSearch {
  readonly env: NodeJS.ProcessEnv;
  /** Where Playwright's own browser is when it has been installed. */
  readonly ownPath: string;
  isExecutable(path: string): boolean;
}

const thisMachine: BrowserSearch = { env: process.env, ownPath: chromium.executablePath(), isExecutable };

/** The browser of this machine: the one CHROME_PATH names, else the system's, else Playwright's own. */
export function findBrowser(search: BrowserSearch = thisMachine): string | undefined {
  const named = search.env["CHROME_PATH"];
  if (named !== undefined && named !== "") return named;
  const folders = (search.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  const onPath = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  return [...onPath, ...macPaths, search.ownPath].find((path) => search.isExecutable(path));
}

/** Flags under which Chromium runs anywhere the tests do, and talks to nobody but the pages under test. */
export function browserFlags(isRoot: boolean): string[] {
  const quiet = [
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ];
  // Chromium refuses to start its sandbox as root.
  return isRoot ? ["--no-sandbox", ...quiet] : quiet;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
