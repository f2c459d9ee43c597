import type { Population } from "../../domain/sync/population.ts";

/** Cursors that say behind whom to go on, whoever has come or gone since. */
export function createPopulationCursors() {
  let issued = new Map<string, number>();
  let count = 0;
  return {
    expire: (): void => {
      issued = new Map();
    },
    write(population: Population, place: number): string {
      count += 1;
      const cursor = `${population}-${String(count)}`;
      issued.set(cursor, place);
      return cursor;
    },
    /** Promises null for a cursor that is not valid, or is of another population. */
    read(population: Population, cursor: string | null): number | null {
      if (cursor === null) return 0;
      return cursor.startsWith(`${population}-`) ? (issued.get(cursor) ?? null) : null;
    },
  };
}
