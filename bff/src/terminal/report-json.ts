import type { Channel } from "@foresattportal/shared/contract/values.ts";
import type { RunReport, StepReport } from "../domain/sync/report.ts";
import type { FieldResult, Tally } from "../domain/sync/tally.ts";
import { withoutNationalIds } from "./without-national-ids.ts";

/**
 * What `--report --format json` prints, for other programs. Within version 1 things may be added; nothing goes away or
 * changes its meaning. Times are ISO 8601 in UTC.
 */
export interface ReportJson {
  readonly version: 1;
  readonly runId: string;
  readonly trigger: RunReport["trigger"];
  readonly dryRun: boolean;
  readonly state: RunReport["state"];
  readonly startedAt: string;
  /** Null while the run goes on. */
  readonly finishedAt: string | null;
  readonly steps: readonly StepJson[];
}

export interface StepJson extends Omit<StepReport, "tally"> {
  readonly records: Pick<
    Tally,
    "read" | "lookedUp" | "notLookedUp" | "notRegistered" | "strange" | "quarantined" | "held"
  >;
  /** Every result of each channel, zero included. */
  readonly fields: Record<Channel, Record<FieldResult, number>>;
  /** By the register's reason, in alphabetical order. */
  readonly failures: Readonly<Record<string, number>>;
}

const ZEROS: Record<FieldResult, number> = {
  changed: 0,
  filled: 0,
  emptied: 0,
  confirmed: 0,
  unchanged: 0,
  "opted-out": 0,
  blocked: 0,
  "no-krr-data": 0,
  "krr-expired": 0,
  "krr-invalid": 0,
  "read-only": 0,
  "verify-only": 0,
  "not-active": 0,
  pending: 0,
  conflict: 0,
  failed: 0,
};

/** Promises the shape `ReportJson`, indented and with its keys in the same order each time. */
export function reportJson(report: RunReport): string {
  const json: ReportJson = {
    version: 1,
    runId: report.runId,
    trigger: report.trigger,
    dryRun: report.dryRun,
    state: report.state,
    startedAt: report.startedAt.toISOString(),
    finishedAt: report.finishedAt?.toISOString() ?? null,
    steps: report.steps.map(stepJson),
  };
  return `${JSON.stringify(json, null, 2)}\n`;
}

function stepJson(step: StepReport): StepJson {
  const { read, lookedUp, notLookedUp, notRegistered, strange, quarantined, held, fields, failures } =
    step.tally;
  return {
    registerId: step.registerId,
    population: step.population,
    mode: step.mode,
    state: step.state,
    reason: step.reason === null ? null : clean(step.reason),
    planned: step.planned,
    records: { read, lookedUp, notLookedUp, notRegistered, strange, quarantined, held },
    fields: { mobile: { ...ZEROS, ...fields.mobile }, email: { ...ZEROS, ...fields.email } },
    failures: byReason(failures),
    emptiedAfterLeaving: step.emptiedAfterLeaving,
    quarantined: step.quarantined.map(({ personId, fault }) => ({
      personId: personId === null ? null : clean(personId),
      fault: clean(fault),
    })),
    calls: { krr: step.calls.krr, register: step.calls.register },
    seconds: step.seconds,
  };
}

function byReason(failures: Tally["failures"]): StepJson["failures"] {
  const sums = new Map<string, number>();
  for (const [reason, count] of Object.entries(failures)) {
    // Two reasons can be the same one once the ids are out.
    const cleaned = clean(reason);
    sums.set(cleaned, (sums.get(cleaned) ?? 0) + count);
  }
  return Object.fromEntries([...sums].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function clean(text: string): string {
  return withoutNationalIds(text, "[national id]");
}
