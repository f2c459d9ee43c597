import type { Gap, HeldValue, Holding } from "@foresattportal/shared/contract/profile.ts";
import type { ContactField, ContactFieldName } from "./contact-record.ts";
import { lastConfirmed } from "./freshness.ts";
import { normalForm } from "./normal-form.ts";
import type { HeldRecord } from "./register-answer.ts";

export interface MergedValues {
  /** Distinct values in normal form, each with every register that holds it; sorted, so that order of sources is irrelevant. */
  readonly held: readonly HeldValue[];
  readonly gaps: readonly Gap[];
}

/** Promises that every value of every record is in the answer once, and no value that no record holds (P3, P10). */
export function mergeHeldValues(field: ContactFieldName, records: readonly HeldRecord[]): MergedValues {
  const values = new Map<string, { value: string; display: string; holdings: Holding[] }>();
  const holders = new Set<string>();
  for (const { register, record } of records) {
    const form = normalForm(field, record.contact[field].value);
    if (form === null) continue;
    holders.add(register.id);
    const known = values.get(form.normal) ?? { value: form.normal, display: form.display, holdings: [] };
    values.set(form.normal, {
      ...known,
      // Two spellings of one e-mail address: small letters sort behind capitals and read best, whoever answered first.
      display: form.display > known.display ? form.display : known.display,
      holdings: addHolding(known.holdings, holdingOf(register.id, record.contact[field])),
    });
  }
  const held = [...values.values()].sort((a, b) => compareText(a.value, b.value));
  return { held, gaps: gapsIn(field, records, holders) };
}

function holdingOf(systemId: string, field: ContactField): Holding {
  const confirmed = lastConfirmed({ updatedAt: field.originUpdatedAt, verifiedAt: field.originVerifiedAt });
  return {
    systemId,
    origin: field.origin,
    confirmedAt: confirmed?.toISOString() ?? null,
    optedOut: field.optedOut === true,
  };
}

/** Duplicate records of one person in one register say the same thing once. */
function addHolding(holdings: readonly Holding[], added: Holding): Holding[] {
  const others = holdings.filter((holding) => holding.systemId !== added.systemId);
  const same = holdings.find((holding) => holding.systemId === added.systemId);
  const kept = same === undefined || JSON.stringify(added) < JSON.stringify(same) ? added : same;
  return [...others, kept].sort((a, b) => compareText(a.systemId, b.systemId));
}

function gapsIn(
  field: ContactFieldName,
  records: readonly HeldRecord[],
  holders: ReadonlySet<string>,
): Gap[] {
  const gaps = new Map<string, Gap>();
  for (const { register, record } of records) {
    if (holders.has(register.id)) continue;
    const blocked = record.contact[field].optedOut === true || gaps.get(register.id)?.reason === "blocked";
    gaps.set(register.id, { systemId: register.id, reason: blocked ? "blocked" : "empty" });
  }
  return [...gaps.values()].sort((a, b) => compareText(a.systemId, b.systemId));
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
