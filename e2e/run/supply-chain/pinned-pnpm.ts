import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { CommandLine } from "../processes.ts";

/** `pnpm@1.2.3+sha512.…`, as Corepack writes it: the hash is that of the package as it is fetched. */
const PIN = /^(pnpm@\d+\.\d+\.\d+)\+sha512\.([\da-f]{128})$/;
const manifest = z.object({ packageManager: z.string() });

export interface PinnedPnpm {
  /** Name and exact version, as npx takes them. */
  readonly spec: string;
  /** The package's hash in hexadecimal digits. */
  readonly sha512: string;
}

/** The pnpm that package.json names, which must be one version and carry its hash. */
export async function pinnedPnpm(root: string): Promise<PinnedPnpm> {
  const { packageManager } = manifest.parse(JSON.parse(await readFile(join(root, "package.json"), "utf8")));
  const [, spec, sha512] = PIN.exec(packageManager) ?? [];
  if (spec === undefined || sha512 === undefined)
    throw new Error("packageManager in package.json is no exact version of pnpm with its hash");
  return { spec, sha512 };
}

/** The command line that runs that pnpm, which the install has left in npx's cache. */
export function pnpmLine(spec: string, cwd: string, ...args: string[]): CommandLine {
  // npm warns of settings that another package manager has left in the environment.
  const env = { CI: "true", npm_config_loglevel: "error" };
  return { command: "npx", args: ["--yes", spec, ...args], cwd, env };
}

/** The JSON that pnpm printed, from the first brace on, since a warning may stand before it; null where there is none. */
export function jsonIn(output: string): unknown {
  try {
    return JSON.parse(output.slice(output.indexOf("{")));
  } catch {
    return null;
  }
}

/** Filters for what is delivered: the runtime, the bff and the page, without the simulated world. */
export const DELIVERED = ["foresattportal", "@foresattportal/bff", "@foresattportal/web"].flatMap((name) => [
  "--filter",
  name,
]);
