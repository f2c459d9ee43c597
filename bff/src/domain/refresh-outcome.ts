import type { FieldOutcome, FieldResult } from "@foresattportal/shared/contract/refresh.ts";
import type { Channel } from "@foresattportal/shared/contract/values.ts";
import type {
  Capabilities,
  Change,
  ContactField,
  ContactFieldName,
  ContactRecord,
} from "./contact-record.ts";
import { lastConfirmed } from "./freshness.ts";
import { normalForm } from "./normal-form.ts";
import type { FieldPlan } from "./plan-contact-writes.ts";

/** How the register took the write to one field. */
export type WriteOutcome = "written" | "pending" | "conflict" | "failed" | "read-only";

/**
 * What a refusal of the whole write means for one field: where the register says now that it takes the field, another
 * one stood in the way, and trying again helps.
 *
 * @param capabilities as told after the refusal; null when the register does not tell.
 */
export function refusedField(
  field: ContactFieldName,
  capabilities: Capabilities | null,
): "failed" | "read-only" {
  return capabilities?.writable.has(field) === true ? "failed" : "read-only";
}

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
  const result = (outcome: FieldOutcome, shown: { display: string } | null): FieldResult => ({
    field,
    outcome,
    before: old?.display ?? null,
    after: shown?.display ?? null,
  });
  if ("skip" in plan) return result(plan.skip, old);
  const wanted = normalForm(field, plan.write.value);
  if (after !== null) {
    const present = normalForm(field, after.contact[field].value);
    const outcome = judge(field, plan.write, write, before.contact[field], after.contact[field]);
    // What is on its way is not there to be read back.
    return result(outcome, outcome === "pending" ? wanted : present);
  }
  if (write !== "written") return result(write, write === "pending" ? wanted : old);
  return wanted?.normal === old?.normal ? result("confirmed", old) : result("changed", wanted);
}

function judge(
  field: Channel,
  change: Change,
  write: WriteOutcome,
  before: ContactField,
  after: ContactField,
): FieldOutcome {
  const wanted = normalForm(field, change.value)?.normal;
  const present = normalForm(field, after.value)?.normal;
  const arrived = present === wanted;
  if (arrived && normalForm(field, before.value)?.normal !== wanted) return "changed";
  if (arrived && newlyFromKrr(before, after)) return "confirmed";
  // Somebody set the opt-out between our reading and our writing; the register rightly kept what it had.
  if (after.optedOut === true) return present === undefined ? "blocked" : "opted-out";
  if (write !== "written") return write;
  if (!arrived) return "failed";
  // A register that does not say where the value came from holds the right one all the same.
  return after.origin === "krr" ? "confirmed" : "up-to-date";
}

function newlyFromKrr(before: ContactField, after: ContactField): boolean {
  if (after.origin !== "krr") return false;
  return before.origin !== "krr" || confirmedAt(after) > confirmedAt(before);
}

function confirmedAt({ originUpdatedAt, originVerifiedAt }: ContactField): number {
  return lastConfirmed({ updatedAt: originUpdatedAt, verifiedAt: originVerifiedAt })?.getTime() ?? 0;
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
