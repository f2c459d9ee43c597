import type { FieldResult, RefreshResult, SystemRefresh } from "@foresattportal/shared/contract/refresh.ts";
import { unreachable } from "../../unreachable.ts";
import { unbroken } from "./unbroken.ts";
import type { Words } from "./words.ts";

/** What an action led to: how it went, in sentences, and the registers that can be tried again alone. */
export interface Report {
  readonly severity: "success" | "info" | "warning" | "danger";
  readonly sentences: readonly string[];
  readonly retry: readonly string[];
}

/** The same outcome in one or more registers, told in one sentence. */
interface Group {
  readonly result: FieldResult;
  readonly systemIds: string[];
}

/** Two registers that spell one value differently are told apart only where the sentence shows the value. */
function isSame(left: FieldResult, right: FieldResult): boolean {
  if (left.field !== right.field || left.outcome !== right.outcome) return false;
  const showsValues = left.outcome === "changed" || left.outcome === "pending";
  return !showsValues || (left.before === right.before && left.after === right.after);
}

function groupsOf(systems: readonly SystemRefresh[]): Group[] {
  const groups: Group[] = [];
  for (const system of systems) {
    if (system.state !== "done") continue;
    for (const result of system.fields) {
      const group = groups.find((known) => isSame(known.result, result));
      if (group === undefined) groups.push({ result, systemIds: [system.systemId] });
      else group.systemIds.push(system.systemId);
    }
  }
  return groups;
}

/** Promises one sentence for an outcome of a field, whichever it is. */
function outcomeSentence({ result, systemIds }: Group, { t, names }: Words): string {
  const { field, outcome, before, after } = result;
  const values = { ...names.both(systemIds), before: unbroken(before ?? ""), after: unbroken(after ?? "") };
  switch (outcome) {
    case "changed":
      if (after === null) return t(`refresh.${field}.removed`, values);
      return t(before === null ? `refresh.${field}.added` : `refresh.${field}.changed`, values);
    case "confirmed":
    case "up-to-date":
    case "krr-has-nothing":
    case "krr-expired":
    case "krr-invalid":
    case "opted-out":
    case "blocked":
    case "read-only":
    case "verify-only":
    case "not-active":
    case "pending":
    case "conflict":
    case "failed":
      return t(`refresh.${field}.${outcome}`, values);
    default:
      return unreachable(outcome);
  }
}

function hasFailed(system: SystemRefresh): boolean {
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

type QuietState = Exclude<SystemRefresh["state"], "done">;

function stateSentence(state: QuietState, systemIds: readonly string[], { t, names }: Words): string {
  switch (state) {
    case "system-failed":
      return t("refresh.systemFailed", names.both(systemIds));
    case "krr-failed":
      return t("refresh.krrFailed");
    case "krr-off":
      return t("refresh.krrOff");
    case "person-not-held":
      return t("refresh.personNotHeld", names.both(systemIds));
    default:
      return unreachable(state);
  }
}

const QUIET_STATES = [
  "system-failed",
  "krr-failed",
  "krr-off",
  "person-not-held",
] as const satisfies QuietState[];

function idsOf(systems: readonly SystemRefresh[]): string[] {
  return systems.map(({ systemId }) => systemId);
}

function isChange({ result }: Group): boolean {
  return result.outcome === "changed";
}

function fieldSentences(systems: readonly SystemRefresh[], hasLead: boolean, words: Words): string[] {
  const groups = groupsOf(systems);
  const told = groups.filter(({ result }) => result.outcome !== "up-to-date");
  const sentences = [...told.filter(isChange), ...told.filter((group) => !isChange(group))].map((group) =>
    outcomeSentence(group, words),
  );
  const untouched = told.every(
    ({ result }) => result.outcome !== "changed" && result.outcome !== "confirmed",
  );
  const allDone = systems.every((system) => system.state === "done" && !hasFailed(system));
  // What was right before is told only where no other sentence tells how the refresh went.
  if (untouched && allDone) return [words.t("refresh.unchanged"), ...sentences];
  if (told.length > 0 || hasLead) return sentences;
  return groups.map((group) => outcomeSentence(group, words));
}

function severityOf(systems: readonly SystemRefresh[]): Report["severity"] {
  const failed = systems.filter(hasFailed);
  if (failed.length > 0) {
    const somethingDone = systems.some((system) => system.state === "done" && !hasFailed(system));
    return somethingDone ? "warning" : "danger";
  }
  const changed = groupsOf(systems).some(({ result }) =>
    ["changed", "confirmed", "up-to-date"].includes(result.outcome),
  );
  return changed ? "success" : "info";
}

/** Promises what a refresh did and did not do, grouped for reading; only what failed can be tried again alone. */
export function refreshReport({ systems }: RefreshResult, words: Words): Report {
  const { t, names } = words;
  const failed = systems.filter(hasFailed);
  const done = systems.filter((system) => system.state === "done" && !hasFailed(system));
  const lead =
    failed.length > 0 && done.length > 0 ? [t("refresh.doneSystems", names.both(idsOf(done)))] : [];
  const quiet = QUIET_STATES.flatMap((state) => {
    const ids = idsOf(systems.filter((system) => system.state === state));
    return ids.length === 0 ? [] : [stateSentence(state, ids, words)];
  });
  return {
    severity: severityOf(systems),
    sentences: [...lead, ...fieldSentences(systems, lead.length > 0, words), ...quiet],
    // When nothing at all went well, «Oppdater» itself is the way to try again.
    retry: done.length === 0 ? [] : idsOf(failed),
  };
}
