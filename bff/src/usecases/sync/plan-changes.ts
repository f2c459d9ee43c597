import type { ChangedPerson } from "../../domain/sync/changed-persons.ts";
import { planSync, type SyncPlan, type SyncPolicy } from "../../domain/sync/plan-sync.ts";
import type { Member, Population } from "../../domain/sync/population.ts";
import type { UpstreamResult } from "../../ports/upstream-result.ts";
import type { RunningStep, SyncDeps } from "./sync-deps.ts";

export interface PlannedChanges {
  readonly step: RunningStep;
  readonly policy: SyncPolicy;
  readonly plan: SyncPlan;
}

const ROLE = { guardians: "guardian", employees: "employee" } as const satisfies Record<Population, string>;

/**
 * Plans what the changes mean for one register, by the plan of the night. Only whom the register calls a guardian or an
 * employee now, and whom the last whole run found in that population: a look-up also finds those who have left it, and
 * who has joined since is the next night's.
 *
 * @param steps of one register, guardians first, since whoever is both is one of them.
 */
export async function planChanges(
  deps: SyncDeps,
  steps: readonly RunningStep[],
  changed: ReadonlyMap<string, ChangedPerson>,
): Promise<UpstreamResult<readonly PlannedChanges[]>> {
  const port = steps[0]?.target.port;
  if (port === undefined || changed.size === 0) return { ok: true, value: [] };
  const found = await port.lookupMany([...changed.values()].map(({ nationalId }) => nationalId));
  if (!found.ok) return found;
  const groups = await membersByStep(deps, steps, found.value);
  if (groups.length === 0) return { ok: true, value: [] };
  const capabilities = await port.capabilities();
  if (!capabilities.ok) return capabilities;
  const now = deps.clock();
  const planned = groups.map(({ step, members }): PlannedChanges => {
    const policy: SyncPolicy = {
      krrMode: port.register.krrMode,
      capabilities: capabilities.value,
      exceptedGrades: step.target.exceptedGrades,
    };
    const words = members.map(({ nationalId }) => changed.get(nationalId.reveal())?.word ?? null);
    return { step, policy, plan: planSync(members, words, policy, now) };
  });
  return { ok: true, value: planned };
}

async function membersByStep(
  deps: SyncDeps,
  steps: readonly RunningStep[],
  found: readonly Member[],
): Promise<readonly { readonly step: RunningStep; readonly members: readonly Member[] }[]> {
  let left = found;
  const groups: { step: RunningStep; members: readonly Member[] }[] = [];
  for (const step of steps) {
    const called = left.filter(({ record }) => record.roles.includes(ROLE[step.name.population]));
    const ids = called.map(({ record }) => record.personId);
    const known = await deps.runs.membersAmong(step.name, ids);
    const members = called.filter(({ record }) => known.has(record.personId));
    left = left.filter((member) => !members.includes(member));
    if (members.length > 0) groups.push({ step, members });
  }
  return groups;
}
