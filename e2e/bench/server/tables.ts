import { markdownTable } from "../markdown-table.ts";
import type { Round } from "./load.ts";
import type { Aim } from "./summary.ts";

/** What was measured of each subject. */
export function roundsTable(subjects: readonly (readonly [name: string, round: Round])[]): string {
  const head = ["", "answers/s", "p50 ms", "p99 ms", "CPU µs an answer", "failed"];
  const rows = subjects.map(([name, { perSecond, p50, p99, cpuMicros, failed }]) => [
    name,
    perSecond.toFixed(0),
    p50.toFixed(0),
    p99.toFixed(0),
    cpuMicros === null ? "?" : cpuMicros.toFixed(0),
    String(failed),
  ]);
  return markdownTable(head, rows);
}

/** What was aimed at, and what came of it. */
export function aimsTable(aims: readonly Aim[]): string {
  const rows = aims.map(({ text, measured, met }) => [text, measured, met ? "met" : "**not met**"]);
  return markdownTable(["aim", "measured", ""], rows);
}
