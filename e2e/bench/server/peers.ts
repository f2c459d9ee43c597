import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Obstacle } from "../../run/ports.ts";
import { runToEnd } from "../../run/processes.ts";

const FOLDER = fileURLToPath(new URL("../peers", import.meta.url));

/** The program of a peer. */
export function peerNamed(name: "express" | "next"): string {
  return join(FOLDER, `${name}.js`);
}

/** Installs the peers by their own lockfile, without install scripts, and builds the one that has to be built; throws an obstacle where that fails. */
export async function installPeers(end: AbortSignal): Promise<void> {
  if (!existsSync(join(FOLDER, "node_modules/.package-lock.json")))
    await run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], end);
  if (!existsSync(join(FOLDER, "next/.next/BUILD_ID")))
    await run(process.execPath, ["node_modules/next/dist/bin/next", "build", "next"], end);
}

async function run(command: string, args: readonly string[], end: AbortSignal): Promise<void> {
  const env = { NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production", npm_config_include: "dev" };
  const { code, output } = await runToEnd({ command, args, cwd: FOLDER, env }, end);
  if (code !== 0) throw new Obstacle(`The peers could not be made ready (${args.join(" ")}).\n${output}`);
}
