import type { RefreshResult, SystemRefresh } from "@foresattportal/shared/contract/refresh.ts";
import type { Change, ContactRecord } from "../domain/contact-record.ts";
import type { KrrPerson } from "../domain/krr-person.ts";
import { planContactWrites, type FieldPlan } from "../domain/plan-contact-writes.ts";
import { planRefresh, type RecordPlan } from "../domain/plan-refresh.ts";
import { mergeFieldResults, refreshOutcome, refusedField } from "../domain/refresh-outcome.ts";
import { guardianRecords, recordsOf, type RegisterAnswer } from "../domain/register-answer.ts";
import type { RefreshAdmission, RefreshGuard } from "../ports/refresh-guard.ts";
import { bookkeeping } from "./bookkeeping.ts";
import { readBack } from "./read-back.ts";
import { readSources, type Guardian, type SourceDeps, type Sources } from "./read-sources.ts";
import { showProfile } from "./show-profile.ts";
import { writeRecord, type WriteResult } from "./write-record.ts";

export interface RefreshDeps extends SourceDeps {
  readonly guard: RefreshGuard;
}

export type Refresh =
  | { readonly state: "done"; readonly result: RefreshResult }
  | { readonly state: "refused"; readonly admission: Extract<RefreshAdmission, { admitted: false }> };

/**
 * «Oppdater»: looks the guardian up in KRR, plans, writes, reads back, and says per register and field what happened.
 *
 * @param systems only these registers are written to (retry of what failed); null = all.
 */
export async function refreshProfile(
  deps: RefreshDeps,
  guardian: Guardian,
  systems: ReadonlySet<string> | null,
): Promise<Refresh> {
  const admission = await deps.guard.admit(guardian.subject);
  if (!admission.admitted) return { state: "refused", admission };
  let outcome: "done" | "failed" = "failed";
  try {
    const result = await runRefresh(deps, guardian, systems);
    if (!result.systems.some(mayBeRetried)) outcome = "done";
    deps.record({ name: "refresh_done", subject: guardian.subject, outcomes: countOutcomes(result.systems) });
    return { state: "done", result };
  } finally {
    await bookkeeping(deps.record, "refresh guard", deps.guard.release(guardian.subject, outcome));
  }
}

async function runRefresh(
  deps: RefreshDeps,
  guardian: Guardian,
  systems: ReadonlySet<string> | null,
): Promise<RefreshResult> {
  const sources = await readSources(deps, guardian);
  const targets = sources.answers.filter(({ register }) => systems?.has(register.id) ?? true);
  const plans = planRefresh(
    guardianRecords(targets),
    ({ register }) => krrOf(sources, register.municipality),
    deps.clock(),
  );
  const outcomes = new Map<RecordPlan, WriteResult>(
    await Promise.all(
      plans.map(async (plan) => [plan, await execute(deps, guardian, sources, plan)] as const),
    ),
  );
  const written = plans
    .filter(({ fields }) => writesOf(fields).length > 0)
    .map(({ register }) => register.id);
  const answers = await readBack(deps, guardian, sources.answers, new Set(written));
  return {
    systems: targets.map((target) => describe(target, plans, outcomes, answers)),
    profile: await showProfile(deps, guardian, { ...sources, answers }),
  };
}

async function execute(
  deps: RefreshDeps,
  { nationalId }: Guardian,
  sources: Sources,
  plan: RecordPlan,
): Promise<WriteResult> {
  const port = deps.registers.find(({ register }) => register.id === plan.register.id);
  const krr = krrOf(sources, plan.register.municipality);
  if (port === undefined || krr === null || writesOf(plan.fields).length === 0) return "written";
  const policy = { krrMode: plan.register.krrMode, capabilities: plan.capabilities };
  const changesFor = (record: ContactRecord) =>
    writesOf(planContactWrites(record, krr, policy, deps.clock()));
  return writeRecord(port, deps.record, { nationalId, record: plan.record, changesFor });
}

function writesOf(fields: readonly FieldPlan[]): readonly Change[] {
  return fields.flatMap((field) => ("write" in field ? [field.write] : []));
}

function describe(
  target: RegisterAnswer,
  plans: readonly RecordPlan[],
  outcomes: ReadonlyMap<RecordPlan, WriteResult>,
  answers: readonly RegisterAnswer[],
): SystemRefresh {
  const systemId = target.register.id;
  if (target.answer.state === "unavailable") return { systemId, state: "system-failed" };
  if (guardianRecords([target]).length === 0) return { systemId, state: "person-not-held" };
  if (target.register.krrMode === "off") return { systemId, state: "krr-off" };
  const own = plans.filter(({ register }) => register.id === systemId);
  if (own.length === 0) return { systemId, state: "krr-failed" };
  const after = answers.find(({ register }) => register.id === systemId);
  const fields = own.flatMap((plan) => {
    const record =
      after?.answer.state === "fresh"
        ? recordsOf(after.answer).find(({ personId }) => personId === plan.record.personId)
        : undefined;
    const written = outcomes.get(plan) ?? "failed";
    return plan.fields.map((field) => {
      const outcome =
        written === "refused" ? refusedField(field.field, after?.capabilities ?? null) : written;
      return refreshOutcome(field, plan.record, outcome, record ?? null);
    });
  });
  return { systemId, state: "done", fields: mergeFieldResults(fields) };
}

function krrOf(sources: Sources, { orgNumber }: { orgNumber: string }): KrrPerson | null {
  const answer = sources.krrOf.get(orgNumber);
  return answer === undefined || answer.state === "unavailable" ? null : answer.data;
}

function mayBeRetried(system: SystemRefresh): boolean {
  if (system.state !== "done") return system.state === "system-failed" || system.state === "krr-failed";
  return system.fields.some(({ outcome }) => outcome === "failed" || outcome === "conflict");
}

function countOutcomes(systems: readonly SystemRefresh[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const system of systems) {
    const outcomes = system.state === "done" ? system.fields.map(({ outcome }) => outcome) : [system.state];
    for (const outcome of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  return counts;
}
