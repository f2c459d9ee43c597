import type { FieldResult, SystemRefresh } from "@foresattportal/shared/contract/refresh.ts";
import { unreachable } from "../../unreachable.ts";

export type Severity = "success" | "info" | "warning" | "danger";

/** Whether a register can be tried again: something that was to be done was not. */
export function hasFailed(system: SystemRefresh): boolean {
  switch (system.state) {
    case "done":
      return system.fields.some(({ outcome }) => outcome === "failed" || outcome === "conflict");
    case "system-failed":
    case "krr-failed":
      return true;
    case "krr-off":
    case "person-not-held":
      return false;
    default:
      return unreachable(system);
  }
}

type Weight = "done" | "left" | "act";

/** Whether an outcome is what was asked for, was left as it was for a reason, or needs something of the person. */
function weightOf({ outcome, after }: FieldResult): Weight {
  switch (outcome) {
    case "changed":
      // A value that is gone leaves one way less to reach the person.
      return after === null ? "act" : "done";
    case "confirmed":
    case "up-to-date":
      return "done";
    case "krr-has-nothing":
    case "opted-out":
    case "blocked":
    case "read-only":
    case "verify-only":
    case "not-active":
    case "pending":
      return "left";
    case "krr-expired":
    case "krr-invalid":
    case "conflict":
    case "failed":
      return "act";
    default:
      return unreachable(outcome);
  }
}

/** Promises a colour that fits the outcome: green only when all is as it was asked for. */
export function refreshSeverity(systems: readonly SystemRefresh[]): Severity {
  if (systems.some(hasFailed)) {
    const somethingDone = systems.some((system) => system.state === "done" && !hasFailed(system));
    return somethingDone ? "warning" : "danger";
  }
  const results = systems.flatMap((system) => (system.state === "done" ? system.fields : []));
  if (results.some((result) => weightOf(result) === "act")) return "warning";
  const touched = results.some(({ outcome }) => outcome === "changed" || outcome === "confirmed");
  const left = results.length === 0 || results.some((result) => weightOf(result) === "left");
  return touched || !left ? "success" : "info";
}
