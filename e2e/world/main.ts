import { mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { listPersons } from "../run/person-list.ts";
import { municipalityNamed } from "./municipality.ts";
import { startWorld } from "./start-world.ts";
import type { World } from "./start-world.ts";
import { isSystemName, SYSTEM_NAMES, SYSTEMS, withNeeded } from "./world-ports.ts";
import type { SystemName } from "./world-ports.ts";

// `node e2e/world/main.ts [system …]`: the world alone on its fixed ports, for a bff that is started by hand.

const PORTAL_ORIGIN = process.env["PUBLIC_ORIGIN"] ?? "http://localhost:3000";
const STATE = new URL(".state/", import.meta.url);

const words = process.argv.slice(2);
const strangers = words.filter((word) => !isSystemName(word));
if (strangers.length > 0) {
  console.error(`There is no system ${strangers.join(", ")}: choose among ${SYSTEM_NAMES.join(", ")}.`);
  process.exitCode = 1;
} else {
  const named = words.filter(isSystemName);
  await run(withNeeded(named.length === 0 ? SYSTEM_NAMES : named));
}

async function run(systems: readonly SystemName[]): Promise<void> {
  try {
    const municipality = municipalityNamed(process.env["MUNICIPALITY"]);
    const world = await startWorld({
      portalOrigin: PORTAL_ORIGIN,
      ports: "fixed",
      fixed: systems,
      municipality,
    });
    const others = SYSTEM_NAMES.filter((name) => !systems.includes(name));
    await Promise.all(others.map((name) => world[name].close()));
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void world.close());
    await report(world, systems);
  } catch (fault) {
    console.error(fault instanceof Error ? fault.message : fault);
    process.exitCode = 1;
  }
}

async function report(world: World, systems: readonly SystemName[]): Promise<void> {
  const file = await writeEnvironment(world.bffEnvironment);
  for (const name of systems) console.log(`${SYSTEMS[name].name.padEnd(22)} ${addressOf(world, name)}`);
  console.log(
    `${"Switchboard".padEnd(22)} ${world.switchboard.origin} (makes them fail, and puts them right)`,
  );
  console.log(
    `\n${listPersons(world.people)}\n\nThe bff's environment is in ${file}. Ctrl-C ends the world.`,
  );
}

function addressOf(world: World, name: SystemName): string {
  if (name === "idporten") return `${world.idporten.issuer} (log-in: ${world.idporten.loginOrigin})`;
  return name === "maskinporten" ? world.maskinporten.issuer : world[name].origin;
}

/** In the form that `node --env-file` reads. */
async function writeEnvironment(environment: Readonly<Record<string, string>>): Promise<string> {
  await mkdir(STATE, { recursive: true });
  const file = new URL("bff.env", STATE);
  const lines = Object.entries(environment).map(([name, value]) => `${name}='${value}'`);
  await writeFile(file, `${lines.join("\n")}\n`, { mode: 0o600 });
  return fileURLToPath(file);
}
