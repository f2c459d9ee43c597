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

/** The results as a Markdown table whose columns are as wide as their widest cell. */
export function resultTable(rows: readonly BenchRow[]): string {
  const cells = [HEAD, ...rows.map(cellsOf)];
  const widths = HEAD.map((_name, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => pad(cell, widths[column] ?? 0, column)).join(" | ")} |`;
  const rule = widths.map((width, column) =>
    column === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`,
  );
  return [line(HEAD), line(rule), ...cells.slice(1).map(line)].join("\n");
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

function pad(cell: string, width: number, column: number): string {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width);
}

/** The one in the middle; of an even number the slower one of the two. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
