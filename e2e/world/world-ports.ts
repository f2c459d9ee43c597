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

export type SystemName = keyof typeof SYSTEMS;

/** Where each server listens; undefined = any free port. */
export type WorldPorts = Partial<
  Record<"backChannel" | "login" | "maskinporten" | "krr" | "minprofil" | "school" | "kindergarten", number>
>;

/** The fixed ports once they are known to be free, or no wish; a busy one throws a sentence that names it and who wants it. */
export async function claimPorts(ports: "fixed" | "free"): Promise<WorldPorts> {
  if (ports === "free") return {};
  for (const system of Object.values(SYSTEMS)) {
    for (const port of system.ports) await demandFreePort(port, `the simulated ${system.name}`);
  }
  const { idporten, maskinporten, krr, minprofil, school, kindergarten } = SYSTEMS;
  return {
    backChannel: idporten.ports[0],
    login: idporten.ports[1],
    maskinporten: maskinporten.ports[0],
    krr: krr.ports[0],
    minprofil: minprofil.ports[0],
    school: school.ports[0],
    kindergarten: kindergarten.ports[0],
  };
}
