import { markdownTable } from "./markdown-table.ts";

export interface BenchRow {
  readonly run: string;
  readonly persons: number;
  /** What it is compared with. */
  readonly floorSeconds: number;
  /** Null for the floor itself. */
  readonly syncSeconds: number | null;
  readonly peakRssMb: number | null;
  readonly calls: number;
}

const HEAD = ["run", "persons", "floor s", "sync s", "ratio", "persons/s", "peak RSS MB", "calls"];

/** The results as a table in Markdown. */
export function resultTable(rows: readonly BenchRow[]): string {
  return markdownTable(HEAD, rows.map(cellsOf));
}

function cellsOf({ run, persons, floorSeconds, syncSeconds, peakRssMb, calls }: BenchRow): string[] {
  return [
    run,
    String(persons),
    floorSeconds.toFixed(2),
    syncSeconds?.toFixed(2) ?? "–",
    syncSeconds === null ? "–" : (syncSeconds / floorSeconds).toFixed(2),
    Math.round(persons / (syncSeconds ?? floorSeconds)).toString(),
    peakRssMb === null ? "?" : Math.round(peakRssMb).toString(),
    String(calls),
  ];
}

/** The one in the middle; of an even number the slower one of the two. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
