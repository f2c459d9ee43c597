import { describe, expect, it } from "vitest";
import { browserFlags, findBrowser } from "./browser.ts";

const ownPath = "/home/kari/.cache/ms-playwright/chromium/chrome";

function search(env: NodeJS.ProcessEnv, ...executables: string[]) {
  return findBrowser({ env, ownPath, isExecutable: (path) => executables.includes(path) });
}

describe("finding a browser", () => {
  it("takes the one CHROME_PATH names before any other", () => {
    const env = { CHROME_PATH: "/opt/chrome/chrome", PATH: "/usr/bin" };
    expect(search(env, "/opt/chrome/chrome", "/usr/bin/chromium")).toBe("/opt/chrome/chrome");
  });

  it("takes the system's before Playwright's own", () => {
    expect(search({ PATH: "/usr/local/bin:/usr/bin" }, "/usr/bin/google-chrome", ownPath)).toBe(
      "/usr/bin/google-chrome",
    );
  });

  it("finds Chrome where macOS keeps it", () => {
    const chrome = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
    expect(search({ PATH: "/usr/bin" }, chrome)).toBe(chrome);
  });

  it("takes Playwright's own where the system has none", () => {
    expect(search({ PATH: "/usr/bin" }, ownPath)).toBe(ownPath);
  });

  it("finds nothing where there is nothing", () => {
    expect(search({ PATH: "/usr/bin", CHROME_PATH: "" })).toBeUndefined();
  });
});

describe("browser flags", () => {
  it("give up the sandbox only for root, who cannot have one", () => {
    expect([browserFlags(false), browserFlags(true)].map((flags) => flags.includes("--no-sandbox"))).toEqual([
      false,
      true,
    ]);
  });
});
