import { fileURLToPath } from "node:url";
import { municipalityNamed } from "../world/municipality.ts";
import { startWorld } from "../world/start-world.ts";
import type { CommandContext } from "./command-context.ts";
import { startChild } from "./processes.ts";
import { bffCommand } from "./release/release-form.ts";

/** Any of these says that somebody means an installation, however much is missing in it. */
const OF_AN_INSTALLATION = /^(IDPORTEN_|MASKINPORTEN_|KRR_|CONTACT_REGISTERS$)/;

/**
 * `npm run doctor -- …`: the portal's own command, in the environment of an installation. Where there is nothing of one
 * it looks at a simulated world of its own.
 */
export async function doctor({ root, end }: CommandContext): Promise<number> {
  const isInstallation = Object.keys(process.env).some((name) => OF_AN_INSTALLATION.test(name));
  if (isInstallation) return examine(root, {}, end);
  // Not on standard output, which may be read by a program.
  console.error("No configuration in the environment: this is about a simulated world.\n");
  const world = await startWorld({
    portalOrigin: "http://localhost:3000",
    ports: "free",
    municipality: municipalityNamed(process.env["MUNICIPALITY"]),
  });
  try {
    return await examine(root, { ...world.bffEnvironment, DATABASE_URL: "pglite:memory" }, end);
  } finally {
    await world.close();
  }
}

async function examine(
  root: string,
  env: Readonly<Record<string, string>>,
  end: AbortSignal,
): Promise<number> {
  const endWithParent = fileURLToPath(import.meta.resolve("./end-with-parent.ts"));
  const args = ["--import", endWithParent, bffCommand("doctor"), ...process.argv.slice(3)];
  const child = startChild({ command: process.execPath, args, cwd: root, env });
  end.addEventListener("abort", () => void child.stop(), { once: true });
  return (await child.exited) ?? 1;
}
