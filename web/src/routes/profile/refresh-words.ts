import type {
  FieldOutcome,
  FieldResult,
  RefreshResult,
  SystemRefresh,
} from "@foresattportal/shared/contract/refresh.ts";
import type { Channel } from "@foresattportal/shared/contract/values.ts";
import { unreachable } from "../../unreachable.ts";
import { hasFailed, refreshSeverity, type Severity } from "./refresh-severity.ts";
import { unbroken } from "./unbroken.ts";
import type { OutcomeWords } from "./outcome-words.ts";

/** What the sentences on a refresh are made of. */
export type ReportWords = Pick<OutcomeWords, "further" | "names">;

/** What an action led to: how it went, in sentences, and the registers that can be tried again alone. */
export interface Report {
  readonly severity: Severity;
  readonly sentences: readonly string[];
  readonly retry: readonly string[];
}

/** The same outcome in one or more registers, told in one sentence. */
interface Group {
  readonly result: FieldResult;
  readonly systemIds: string[];
}

/** The sentences on these outcomes name the values; all others read alike whatever the values are. */
const NAMES_VALUES: ReadonlySet<FieldOutcome> = new Set(["changed", "pending"]);

function isSame(left: FieldResult, right: FieldResult): boolean {
  if (left.field !== right.field || left.outcome !== right.outcome) return false;
  return !NAMES_VALUES.has(left.outcome) || (left.before === right.before && left.after === right.after);
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
function outcomeSentence({ result, systemIds }: Group, { further, names }: ReportWords): string {
  const { field, outcome, before, after } = result;
  const values = { ...names.both(systemIds), before: unbroken(before ?? ""), after: unbroken(after ?? "") };
  switch (outcome) {
    case "changed":
      if (after === null) return further(`refresh.${field}.removed`, values);
      return further(before === null ? `refresh.${field}.added` : `refresh.${field}.changed`, values);
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
      return further(`refresh.${field}.${outcome}`, values);
    default:
      return unreachable(outcome);
  }
}

type QuietState = Exclude<SystemRefresh["state"], "done">;

function stateSentence(
  state: QuietState,
  systemIds: readonly string[],
  { further, names }: ReportWords,
): string {
  switch (state) {
    case "system-failed":
      return further("refresh.systemFailed", names.both(systemIds));
    case "krr-failed":
      return further("refresh.krrFailed");
    case "krr-off":
      return further("refresh.krrOff");
    case "person-not-held":
      return further("refresh.personNotHeld", names.both(systemIds));
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

interface Telling {
  /** Whether a sentence on the registers comes before those on the fields. */
  readonly hasLead: boolean;
  /** Changes are shown in another way than by a sentence. */
  readonly changesShown: boolean;
}

function fieldSentences(systems: readonly SystemRefresh[], telling: Telling, words: ReportWords): string[] {
  const groups = groupsOf(systems);
  const told = groups.filter(({ result }) => result.outcome !== "up-to-date");
  const changes = telling.changesShown ? [] : told.filter(isChange);
  const sentences = [...changes, ...told.filter((group) => !isChange(group))].map((group) =>
    outcomeSentence(group, words),
  );
  const untouched = told.every(
    ({ result }) => result.outcome !== "changed" && result.outcome !== "confirmed",
  );
  const allDone = systems.every((system) => system.state === "done" && !hasFailed(system));
  // What was right before is told only where no other sentence tells how the refresh went.
  if (untouched && allDone) return [words.further("refresh.unchanged"), ...sentences];
  if (told.length > 0 || telling.hasLead) return sentences;
  return groups.map((group) => outcomeSentence(group, words));
}

/** A value that gave way to another, in one or more registers; null = empty. */
export interface ValueChange {
  readonly field: Channel;
  readonly before: string | null;
  readonly after: string | null;
  readonly systemIds: readonly string[];
}

/** Promises every value that a refresh changed, the same change in several registers once. */
export function changesOf({ systems }: RefreshResult): ValueChange[] {
  return groupsOf(systems)
    .filter(isChange)
    .map(({ result: { field, before, after }, systemIds }) => ({ field, before, after, systemIds }));
}

/** A register that does not hold the person is none of hers, and is named only when no other can be. */
function concerning(systems: readonly SystemRefresh[]): readonly SystemRefresh[] {
  const held = systems.filter(({ state }) => state !== "person-not-held");
  return held.length > 0 ? held : systems;
}

/**
 * Promises what a refresh did and did not do, grouped for reading; only what failed can be tried again alone.
 *
 * @param changesShown whether {@link changesOf} are shown beside it, so that no sentence need tell them.
 */
export function refreshReport(result: RefreshResult, words: ReportWords, changesShown = false): Report {
  const { further, names } = words;
  const systems = concerning(result.systems);
  const failed = systems.filter(hasFailed);
  const done = systems.filter((system) => system.state === "done" && !hasFailed(system));
  const lead =
    failed.length > 0 && done.length > 0 ? [further("refresh.doneSystems", names.both(idsOf(done)))] : [];
  const quiet = QUIET_STATES.flatMap((state) => {
    const ids = idsOf(systems.filter((system) => system.state === state));
    return ids.length === 0 ? [] : [stateSentence(state, ids, words)];
  });
  return {
    severity: refreshSeverity(systems),
    sentences: [
      ...lead,
      ...fieldSentences(systems, { hasLead: lead.length > 0, changesShown }, words),
      ...quiet,
    ],
    // When nothing at all went well, «Oppdater» itself is the way to try again.
    retry: done.length === 0 ? [] : idsOf(failed),
  };
}
