import type { WorkPhoneOutcome, WorkPhoneResult } from "@foresattportal/shared/contract/work-phone.ts";
import { unreachable } from "../../unreachable.ts";
import type { Report, ReportWords } from "./refresh-words.ts";
import type { WorkPhoneTask } from "./use-work-phone.ts";

export type WorkPhoneAction = WorkPhoneTask["kind"];
type Outcome = WorkPhoneOutcome["outcome"];

const OUTCOMES = [
  "changed",
  "up-to-date",
  "pending",
  "read-only",
  "conflict",
  "failed",
  "person-not-held",
] as const satisfies readonly Outcome[];

/** Promises one sentence for what happened to «Jobbtelefon» in these registers. */
function workPhoneSentence(
  action: WorkPhoneAction,
  outcome: Outcome,
  systemIds: readonly string[],
  { further, names }: ReportWords,
): string {
  const who = names.both(systemIds);
  switch (outcome) {
    case "changed":
      if (action === "restore") return further("workPhoneResult.undone", who);
      return further(`workPhoneResult.${action === "save" ? "saved" : "removed"}.changed`, who);
    case "up-to-date":
      return further(`workPhoneResult.${action === "remove" ? "removed" : "saved"}.up-to-date`, who);
    case "read-only":
    case "pending":
    case "conflict":
    case "failed":
    case "person-not-held":
      return further(`workPhoneResult.${outcome}`, who);
    default:
      return unreachable(outcome);
  }
}

function severityOf(outcomes: readonly Outcome[]): Report["severity"] {
  const wrong = outcomes.filter((outcome) => outcome === "failed" || outcome === "conflict");
  if (wrong.length > 0) return wrong.length === outcomes.length ? "danger" : "warning";
  return outcomes.some((outcome) => outcome === "changed" || outcome === "up-to-date") ? "success" : "info";
}

/** A register that does not hold the person is none of hers, and is named only when no other can be. */
function concerning({ systems }: WorkPhoneResult): WorkPhoneResult["systems"] {
  const held = systems.filter(({ outcome }) => outcome !== "person-not-held");
  return held.length > 0 ? held : systems;
}

/** Promises the result per register, those that fared alike in one sentence. */
export function workPhoneReport(
  action: WorkPhoneAction,
  result: WorkPhoneResult,
  words: ReportWords,
): Report {
  const systems = concerning(result);
  const idsWith = (outcome: Outcome): string[] =>
    systems.flatMap((system) => (system.outcome === outcome ? [system.systemId] : []));
  return {
    severity: severityOf(systems.map(({ outcome }) => outcome)),
    sentences: OUTCOMES.flatMap((outcome) => {
      const ids = idsWith(outcome);
      return ids.length === 0 ? [] : [workPhoneSentence(action, outcome, ids, words)];
    }),
    retry: [...idsWith("failed"), ...idsWith("conflict")],
  };
}
