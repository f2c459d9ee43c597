import { demandFreePort } from "../run/ports.ts";

/** The systems of the world, as they are named on the command line. */
export const SYSTEMS = {
  idporten: { name: "ID-porten", ports: [4101, 4102] },
  maskinporten: { name: "Maskinporten", ports: [4103] },
  krr: { name: "KRR", ports: [4104] },
  minprofil: { name: "Digdirs Min profil", ports: [4105] },
  school: { name: "Visma Flyt Skole", ports: [4106] },
  kindergarten: { name: "Visma Flyt Barnehage", ports: [4107] },
} as const satisfies Record<string, { name: string; ports: readonly number[] }>;

/** Where the switchboard listens beside them. */
const SWITCHBOARD = { name: "switchboard of the simulated world", port: 4108 } as const;

export type SystemName = keyof typeof SYSTEMS;

export const SYSTEM_NAMES = Object.keys(SYSTEMS).filter(isSystemName);

/** Promises that the answer is a system of the world. */
export function isSystemName(name: string): name is SystemName {
  return Object.hasOwn(SYSTEMS, name);
}

/** Whose tokens and whose data a system cannot do without. */
const NEEDS = {
  idporten: [],
  maskinporten: [],
  krr: ["maskinporten", "idporten"],
  minprofil: ["idporten", "krr"],
  school: ["maskinporten"],
  kindergarten: ["maskinporten"],
} as const satisfies Record<SystemName, readonly SystemName[]>;

/** Where each server listens; undefined = any free port. */
export type WorldPorts = Partial<
  Record<"backChannel" | "login" | "switchboard" | Exclude<SystemName, "idporten">, number | undefined>
>;

/** Promises those named and every system without which they cannot be used. */
export function withNeeded(named: readonly SystemName[]): readonly SystemName[] {
  const wanted = new Set<SystemName>();
  const add = (name: SystemName) => {
    wanted.add(name);
    for (const needed of NEEDS[name]) add(needed);
  };
  for (const name of named) add(name);
  return SYSTEM_NAMES.filter((name) => wanted.has(name));
}

/**
 * The fixed ports of the systems and of the switchboard once they are known to be free, or no wish; a busy one throws a sentence that names
 * it and who wants it.
 */
export async function claimPorts(
  ports: "fixed" | "free",
  systems: readonly SystemName[] = SYSTEM_NAMES,
): Promise<WorldPorts> {
  if (ports === "free") return {};
  for (const { name, ports: wanted } of systems.map((system) => SYSTEMS[system])) {
    for (const port of wanted) await demandFreePort(port, `the simulated ${name}`);
  }
  await demandFreePort(SWITCHBOARD.port, `the ${SWITCHBOARD.name}`);
  const fixed = <Port>(system: SystemName, port: Port) => (systems.includes(system) ? port : undefined);
  const { idporten, maskinporten, krr, minprofil, school, kindergarten } = SYSTEMS;
  return {
    backChannel: fixed("idporten", idporten.ports[0]),
    login: fixed("idporten", idporten.ports[1]),
    maskinporten: fixed("maskinporten", maskinporten.ports[0]),
    krr: fixed("krr", krr.ports[0]),
    minprofil: fixed("minprofil", minprofil.ports[0]),
    school: fixed("school", school.ports[0]),
    kindergarten: fixed("kindergarten", kindergarten.ports[0]),
    switchboard: SWITCHBOARD.port,
  };
}
