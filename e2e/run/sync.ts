import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { municipalityNamed } from "../world/municipality.ts";
import { startWorld } from "../world/start-world.ts";
import type { CommandContext } from "./command-context.ts";
import { nightlyRun } from "./nightly-run.ts";
import { startChild } from "./processes.ts";

/**
 * `npm run sync -- …`: the portal's own command. Where the environment says where the registers are it is that of a
 * real installation; otherwise it runs against a simulated world of its own, with a book that is kept between calls.
 */
export async function sync({ root, end }: CommandContext): Promise<number> {
  const args = process.argv.slice(3);
  if (process.env["CONTACT_REGISTERS"] !== undefined) return runSync(root, args, {}, end);
  const world = await startWorld({
    portalOrigin: "http://localhost:3000",
    ports: "free",
    municipality: municipalityNamed(process.env["MUNICIPALITY"]),
    households: 400,
  });
  try {
    const env = { ...world.bffEnvironment, ...(await ownBook(root)) };
    return await runSync(root, args, env, end);
  } finally {
    await world.close();
  }
}

async function runSync(
  root: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  end: AbortSignal,
): Promise<number> {
  const child = startChild({ command: process.execPath, args: nightlyRun(...args), cwd: root, env });
  end.addEventListener("abort", () => void child.stop(), { once: true });
  return (await child.exited) ?? 1;
}

/** A database folder and a key for everything that outlive the call, so that a list can be read after the run that made it. */
async function ownBook(root: string): Promise<Record<string, string>> {
  const folder = join(root, ".data");
  await mkdir(folder, { recursive: true });
  const keyFile = join(folder, "sync-demo.key");
  const kept = await readFile(keyFile, "utf8").catch(() => null);
  const key = kept ?? randomBytes(32).toString("base64");
  if (kept === null) await writeFile(keyFile, key, { mode: 0o600 });
  return {
    SESSION_KEYS: `demo:${key}`,
    PSEUDONYM_KEY: key,
    DATABASE_URL: process.env["DATABASE_URL"] ?? `pglite:${join(folder, "sync-demo")}`,
  };
}
