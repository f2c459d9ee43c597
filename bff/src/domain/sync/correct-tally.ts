import type { Channel } from "@foresattportal/shared/contract/values.ts";
import type { ChangeKind } from "./plan-sync.ts";
import type { FieldResult, Tally } from "./tally.ts";

/** What became of a field otherwise than it was planned. */
export interface Correction {
  readonly field: Channel;
  readonly planned: ChangeKind;
  readonly became: FieldResult;
  /** The register's own word for a failure. */
  readonly reason?: string;
}

/** Promises the same number of fields as before, each counted by what became of it. */
export function correctTally(tally: Tally, corrections: readonly Correction[]): Tally {
  const fields = { mobile: { ...tally.fields.mobile }, email: { ...tally.fields.email } };
  const failures: Record<string, number> = { ...tally.failures };
  for (const { field, planned, became, reason } of corrections) {
    const counts: Partial<Record<FieldResult, number>> = fields[field];
    counts[planned] = (counts[planned] ?? 0) - 1;
    counts[became] = (counts[became] ?? 0) + 1;
    if (became === "failed" && reason !== undefined) failures[reason] = (failures[reason] ?? 0) + 1;
  }
  return { ...tally, fields, failures };
}
