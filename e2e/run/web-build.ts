import { join } from "node:path";
import type { CommandLine } from "./processes.ts";

/** The command line that builds the SPA into web/dist. */
export function webBuild(root: string): CommandLine {
  return { command: "vite", args: ["build", "--logLevel", "warn"], cwd: join(root, "web") };
}
