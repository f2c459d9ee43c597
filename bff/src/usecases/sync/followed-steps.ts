import { POPULATIONS } from "../../domain/sync/population.ts";
import type { RunningStep, SyncDeps, SyncTarget } from "./sync-deps.ts";

/** Municipalities whose registers may be written to, each once. */
export function followedMunicipalities(targets: readonly SyncTarget[]): readonly string[] {
  const writable = targets.filter(mayBeWrittenTo);
  return [...new Set(writable.map(({ port }) => port.register.municipality.orgNumber))];
}

/**
 * What of a municipality is followed: its registers and populations that a person has approved. Whatever nobody has
 * approved yet is left to the night, which makes the list to look at (R-18b).
 */
export async function approvedSteps(deps: SyncDeps, orgNumber: string): Promise<readonly RunningStep[]> {
  const steps: RunningStep[] = [];
  for (const target of deps.targets.filter(mayBeWrittenTo)) {
    if (target.port.register.municipality.orgNumber !== orgNumber) continue;
    for (const population of POPULATIONS) {
      if (population === "employees" && !target.employees) continue;
      const name = { registerId: target.port.register.id, population };
      // It stands where a run's id stands in the keys of writes, and is no run.
      if ((await deps.runs.approval(name)) !== null)
        steps.push({ runId: `changes ${orgNumber}`, name, target });
    }
  }
  return steps;
}

function mayBeWrittenTo({ port }: SyncTarget): boolean {
  return port.register.krrMode === "write";
}
