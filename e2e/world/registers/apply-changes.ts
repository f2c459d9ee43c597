import type { ContactFieldName, RegisterEntry, StoredField } from "../people/register-entry.ts";
import { normalForm } from "./normal-form.ts";
import type { Outcome } from "./outcome.ts";
import type { Change } from "./requests.ts";

export interface WriteRules {
  readonly writable: ReadonlySet<ContactFieldName>;
  /** How this register writes what it is given. */
  readonly spell: (field: ContactFieldName, value: string) => string;
}

export interface Applied {
  readonly outcome: Outcome;
  readonly contact: RegisterEntry["contact"];
}

type Decision =
  | { readonly outcome: "updated" | "unchanged"; readonly field: StoredField }
  | { readonly refused: Outcome };

/**
 * All changes of one write or none: the contract has one outcome for the lot, so that of the first refused change is
 * told and nothing of the write takes effect.
 */
export function applyChanges(
  contact: RegisterEntry["contact"],
  changes: readonly Change[],
  rules: WriteRules,
  now: Date,
): Applied {
  let outcome: Outcome = "unchanged";
  const after = { ...contact };
  for (const change of changes) {
    const decision = decide(contact[change.field], change, rules, now);
    if ("refused" in decision) return { outcome: decision.refused, contact };
    if (decision.outcome === "updated") outcome = "updated";
    after[change.field] = decision.field;
  }
  return { outcome, contact: after };
}

function decide(held: StoredField, change: Change, rules: WriteRules, now: Date): Decision {
  if (!rules.writable.has(change.field)) return { refused: "refused" };
  if (change.value !== null && normalForm(change.field, change.value) === null) return { refused: "invalid" };
  if (change.origin === "krr") return decideKrr(held, change, rules, now);
  if (isLocked(held)) return { refused: "locked" };
  return decideTyped(held, change, rules);
}

/** A value from KRR is locked unless the field is opted out (N5). */
export function isLocked(field: StoredField): boolean {
  return field.origin === "krr" && field.value !== null && field.optOut === null;
}

function decideKrr(held: StoredField, change: Change, rules: WriteRules, now: Date): Decision {
  // The work phone is the guardian's own.
  if (change.field === "workPhone") return { refused: "refused" };
  if (held.optOut !== null) return { refused: "opted-out" };
  if (change.value === null) return decideRemoval(held);
  const same = isSame(change.field, held.value, change.value);
  const dates = {
    originUpdatedAt: change.originUpdatedAt ?? (same ? held.originUpdatedAt : null),
    originVerifiedAt: change.originVerifiedAt ?? (same ? held.originVerifiedAt : null),
  };
  if (same && held.origin === "krr" && sameDates(held, dates)) return { outcome: "unchanged", field: held };
  const value = same ? held.value : rules.spell(change.field, change.value);
  return { outcome: "updated", field: { ...held, ...dates, value, origin: "krr", fetchedAt: now } };
}

/** What left KRR takes its own value along and never somebody's typed one (N11). */
function decideRemoval(held: StoredField): Decision {
  if (held.value === null) return { outcome: "unchanged", field: held };
  if (held.origin !== "krr") return { refused: "refused" };
  return { outcome: "updated", field: emptied(held) };
}

function decideTyped(held: StoredField, change: Change, rules: WriteRules): Decision {
  if (change.value === null) {
    return held.value === null
      ? { outcome: "unchanged", field: held }
      : { outcome: "updated", field: emptied(held) };
  }
  const same = isSame(change.field, held.value, change.value);
  if (same && held.origin === change.origin) return { outcome: "unchanged", field: held };
  const value = same ? held.value : rules.spell(change.field, change.value);
  return { outcome: "updated", field: { ...emptied(held), value, origin: change.origin } };
}

function emptied(held: StoredField): StoredField {
  return {
    value: null,
    origin: "unknown",
    originUpdatedAt: null,
    originVerifiedAt: null,
    fetchedAt: null,
    optOut: held.optOut,
  };
}

function isSame(field: ContactFieldName, held: string | null, written: string): boolean {
  return held !== null && normalForm(field, held) === normalForm(field, written);
}

function sameDates(
  held: StoredField,
  { originUpdatedAt, originVerifiedAt }: Pick<StoredField, "originUpdatedAt" | "originVerifiedAt">,
): boolean {
  return (
    held.originUpdatedAt?.getTime() === originUpdatedAt?.getTime() &&
    held.originVerifiedAt?.getTime() === originVerifiedAt?.getTime()
  );
}
