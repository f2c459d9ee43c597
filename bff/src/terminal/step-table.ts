import { CHANNELS } from "@foresattportal/shared/contract/values.ts";
import type { StepReport } from "../domain/sync/report.ts";
import { FIELD_RESULTS, type FieldResult, type Tally } from "../domain/sync/tally.ts";
import { nextAction } from "./next-action.ts";
import { MODES, reasonInWords, RESULTS, STATES } from "./plain-words.ts";
import { durationInWords, grouped, rateInWords } from "./quantities.ts";
import { labelled, printable } from "./terminal-text.ts";

/** What everybody looks for, zero or not. */
const ALWAYS: ReadonlySet<FieldResult> = new Set(["changed", "filled", "unchanged", "failed"]);
/** A register may give each failure a reason of its own; the JSON has them all. */
const REASONS_SHOWN = 10;
const RESULT_COLUMNS = 34;
const COUNT_COLUMNS = 13;

/** Promises the lines on one register and one population, each of at most 100 columns. */
export function stepTable(step: StepReport, runId: string): string[] {
  const { tally } = step;
  return [
    `${step.population} in ${step.registerId}`,
    ...labelled("Mode", MODES[step.mode]),
    ...labelled("State", STATES[step.state]),
    ...(step.reason === null ? [] : labelled("Reason", reasonInWords(step.reason))),
    ...labelled("Records read", grouped(tally.read)),
    ...labelled("Looked up", grouped(tally.lookedUp)),
    ...labelled("Not looked up", grouped(tally.notLookedUp)),
    ...unlessZero("Unknown to KRR", tally.notRegistered),
    ...unlessZero("Strange answers", tally.strange),
    ...labelled("Quarantined", grouped(tally.quarantined)),
    ...quarantined(step),
    ...leftLongAgo(step),
    ...labelled(
      "Calls",
      `${grouped(step.calls.krr)} to KRR, ${grouped(step.calls.register)} to the register`,
    ),
    ...labelled("Took", took(step)),
    ...fields(step),
    ...failures(tally),
    ...next(step, runId),
  ];
}

function unlessZero(label: string, count: number): string[] {
  return count === 0 ? [] : labelled(label, grouped(count));
}

function leftLongAgo({ emptiedAfterLeaving }: StepReport): string[] {
  if (emptiedAfterLeaving === 0) return [];
  return labelled("Left long ago", `${grouped(emptiedAfterLeaving)} of their fields emptied`);
}

function took({ tally, seconds }: StepReport): string {
  const rate = rateInWords(tally.read, seconds);
  return durationInWords(seconds) + (rate === null ? "" : `, ${rate.replace("/s", " persons per second")}`);
}

function quarantined(step: StepReport): string[] {
  const more = step.tally.quarantined - step.quarantined.length;
  return [
    ...step.quarantined.flatMap(({ personId, fault }) =>
      labelled("", `${personId === null ? "without an id" : printable(personId)}: ${printable(fault)}`),
    ),
    ...(step.quarantined.length > 0 && more > 0 ? labelled("", `and ${grouped(more)} more`) : []),
  ];
}

function fields(step: StepReport): string[] {
  const rows = FIELD_RESULTS.map((result) => ({
    result,
    counts: CHANNELS.map((channel) => step.tally.fields[channel][result] ?? 0),
  })).filter(({ result, counts }) => ALWAYS.has(result) || counts.some((count) => count > 0));
  return [
    row(`Fields ${tense(step)}`, CHANNELS),
    ...rows.map(({ result, counts }) => row(`  ${RESULTS[result]}`, counts.map(grouped))),
  ];
}

/** The same counts mean what would be, and later what has become of it. */
function tense({ planned, state }: StepReport): string {
  if (planned) return "(nothing written)";
  return state === "done" || state === "stopped" ? "(written)" : "(written, or still to be)";
}

function row(label: string, cells: readonly string[]): string {
  return `  ${label.padEnd(RESULT_COLUMNS)}${cells.map((cell) => cell.padStart(COUNT_COLUMNS)).join("")}`;
}

function failures({ failures: counts }: Tally): string[] {
  const sorted = Object.entries(counts).sort(([, a], [, b]) => b - a);
  const rest = sorted.slice(REASONS_SHOWN).reduce((sum, [, count]) => sum + count, 0);
  return [
    ...sorted.slice(0, REASONS_SHOWN).map(([reason, count]) => `${grouped(count)}: ${printable(reason)}`),
    ...(rest === 0 ? [] : [`${grouped(rest)}: other reasons`]),
  ].flatMap((text, index) => labelled(index === 0 ? "Failures" : "", text));
}

function next(step: StepReport, runId: string): string[] {
  const action = nextAction(step, runId);
  if (action === null) return [];
  // Commands stay whole, since a line that is broken cannot be copied.
  return [...labelled("Next", action.sentence), ...action.commands.map((command) => `    ${command}`)];
}
