import type { ChangeLog } from "./change-log.ts";

export interface ChangePage {
  /** Whose changes the page tells of, in the order of the changes; one person may occur more than once. */
  readonly nationalIds: readonly string[];
  readonly fraEndringsId: number;
  readonly tilEndringsId: number;
  readonly sisteEndringsId: number;
}

/**
 * The page that begins with change number `from`, which is included (national-registers D). What a reader gets who is
 * ahead of the register is documented nowhere; he is told his own number here, so that he never goes back.
 */
export function changePage(changes: ChangeLog, from: number, size: number): ChangePage {
  const to = Math.min(Math.max(from, 1) + size - 1, changes.latest);
  return {
    nationalIds: changes.between(from, to),
    fraEndringsId: from,
    tilEndringsId: Math.max(from, to),
    sisteEndringsId: changes.latest,
  };
}
