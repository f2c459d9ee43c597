import { BREAKER_REASONS, type BreakerReason } from "../domain/sync/breaker.ts";
import type { RunReport, StepMode, StepState } from "../domain/sync/report.ts";
import type { FieldResult } from "../domain/sync/tally.ts";
import { printable } from "./terminal-text.ts";

export const TRIGGERS: Record<RunReport["trigger"], string> = {
  night: "the schedule",
  command: "a command",
};

export const MODES: Record<StepMode, string> = {
  write: "write",
  "dry-run": "dry run: nothing is written",
  "first-run": "first run: nothing is written before a person has approved the list",
  "verify-only": "compare only: nothing is written",
  off: "off: the register is left alone",
};

export const STATES: Record<StepState, string> = {
  waiting: "waiting for another try",
  planning: "planning",
  writing: "writing",
  done: "done",
  stopped: "stopped",
};

const REASONS: Record<BreakerReason, string> = {
  "too-many-changed": "an unusual share of the values would be changed; nothing has been written",
  "too-many-emptied": "an unusual share of the values would be emptied; nothing has been written",
  "too-many-unknown-to-krr": "KRR does not know an unusual share of the persons; nothing has been written",
  "strange-answers-from-krr":
    "KRR answered about persons it was not asked about, or contradicted itself; nothing has been written",
  "members-gone":
    "the register has given far fewer persons than in the last whole run; nothing has been written",
};

export const RESULTS: Record<FieldResult, string> = {
  changed: "changed",
  filled: "filled (was empty)",
  emptied: "emptied (deleted in KRR)",
  confirmed: "confirmed (same value)",
  unchanged: "unchanged",
  "opted-out": "opted out",
  blocked: "blocked (empty on purpose)",
  "no-krr-data": "no KRR data",
  "krr-expired": "too old in KRR",
  "krr-invalid": "invalid in KRR",
  "read-only": "read-only in the register",
  "verify-only": "differs, only compared",
  "not-active": "not active",
  pending: "pending in the register",
  conflict: "conflicts",
  failed: "failed",
};

/** Promises the breaker's reason, and null for every other one. */
export function breakerReason(reason: string | null): BreakerReason | null {
  return BREAKER_REASONS.find((known) => known === reason) ?? null;
}

/** Promises plain words for a reason of the breaker and any other reason as it stands. */
export function reasonInWords(reason: string): string {
  const known = breakerReason(reason);
  return known === null ? printable(reason) : REASONS[known];
}
