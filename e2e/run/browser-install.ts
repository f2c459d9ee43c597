import { existsSync } from "node:fs";
import { join } from "node:path";
import { findBrowser } from "./browser.ts";
import { Obstacle } from "./ports.ts";
import { runToEnd, type CommandLine } from "./processes.ts";

/** Installs a browser the way this machine does it and answers its path, or throws one sentence on what to do. */
export async function installBrowser(root: string, end: AbortSignal): Promise<string> {
  console.log("No Chromium or Chrome here; installing one …");
  const outputs: string[] = [];
  for (const line of installation(root)) {
    const { code, output } = await runToEnd(line, end);
    if (code !== 0) outputs.push(output);
  }
  const browser = findBrowser();
  if (browser !== undefined) return browser;
  throw new Obstacle(
    `${outputs.join("\n")}\nNo browser could be installed: install Chromium or Chrome, or set CHROME_PATH to one.`,
  );
}

function installation(root: string): CommandLine[] {
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  if (existsSync("/usr/bin/apt-get") && process.getuid?.() === 0)
    return [
      // A failing source among several is no reason not to try: the second command decides.
      { command: "apt-get", args: ["update"], cwd: root, env },
      { command: "apt-get", args: ["install", "-y", "chromium"], cwd: root, env },
    ];
  return [{ command: "playwright", args: ["install", "chromium"], cwd: join(root, "e2e") }];
}
