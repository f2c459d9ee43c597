import type { FieldOutcome, FieldResult } from "@foresattportal/shared/contract/refresh.ts";
import type { ContactRecord } from "./contact-record.ts";
import { normalForm } from "./normal-form.ts";
import type { FieldPlan } from "./plan-contact-writes.ts";

/** How the register took the writes to one record. */
export type WriteOutcome = "written" | "pending" | "conflict" | "failed";

/**
 * Says what became of one field, judged by the record as read back and not by the writing: a register that took the
 * write and kept its old value has changed nothing, and one whose answer got lost may have changed it all the same.
 *
 * @param after the record as read back; null when reading back failed.
 */
export function refreshOutcome(
  plan: FieldPlan,
  before: ContactRecord,
  write: WriteOutcome,
  after: ContactRecord | null,
): FieldResult {
  const { field } = plan;
  const old = normalForm(field, before.contact[field].value);
  const result = (outcome: FieldOutcome, shown = old?.display ?? null): FieldResult => ({
    field,
    outcome,
    before: old?.display ?? null,
    after: shown,
  });
  if ("skip" in plan) return result(plan.skip);
  const wanted = normalForm(field, plan.write.value);
  const held = after?.contact[field];
  const present = held === undefined ? null : normalForm(field, held.value);
  if (wanted?.normal === old?.normal) {
    const tookOver = held?.origin === "krr" && before.contact[field].origin !== "krr";
    return result(write === "written" || tookOver ? "confirmed" : write);
  }
  if (held === undefined)
    return write === "written" ? result("changed", wanted?.display ?? null) : result(write);
  if (present?.normal === wanted?.normal) return result("changed", present?.display ?? null);
  if (write !== "written") return result(write);
  // Somebody set the opt-out between our reading and our writing; the register rightly kept its value.
  if (held.optedOut) return result(present === null ? "blocked" : "opted-out", present?.display ?? null);
  return result("failed", present?.display ?? null);
}

/** What the guardian must hear of first comes first. */
const WEIGHT: readonly FieldOutcome[] = [
  "failed",
  "conflict",
  "changed",
  "pending",
  "confirmed",
  "blocked",
  "opted-out",
  "read-only",
  "verify-only",
  "krr-expired",
  "krr-invalid",
  "krr-has-nothing",
  "up-to-date",
  "not-active",
];

/** One result a field where a register holds several records of the same person. */
export function mergeFieldResults(results: readonly FieldResult[]): FieldResult[] {
  const byField = new Map<string, FieldResult>();
  for (const result of results) {
    const known = byField.get(result.field);
    if (known === undefined || WEIGHT.indexOf(result.outcome) < WEIGHT.indexOf(known.outcome)) {
      byField.set(result.field, result);
    }
  }
  return [...byField.values()];
}
