import { isDeepStrictEqual } from "node:util";
import type { RegisterEntry } from "../people/register-entry.ts";
import { applyChanges } from "./apply-changes.ts";
import type { WriteRules } from "./apply-changes.ts";
import { holdOnly } from "./holds.ts";
import type { Holds } from "./holds.ts";
import type { Outcome, WriteResult } from "./outcome.ts";
import type { Change, OptOutField, OptOutRequest } from "./requests.ts";
import type { RegisterStore } from "./store.ts";

export type WriteAction =
  | { readonly kind: "changes"; readonly changes: readonly Change[] }
  | { readonly kind: "opt-out"; readonly field: OptOutField; readonly request: OptOutRequest };

export interface Write {
  /** Who sent it: two callers' keys never meet. */
  readonly caller: string;
  readonly key: string;
  readonly personId: string;
  readonly ifMatch: string;
  readonly action: WriteAction;
}

export interface WriteEngine {
  /** Promises the first result for a repeated write, and null for a key that was used for another one. */
  perform(write: Write): WriteResult | null;
  /** Writes that took effect. */
  readonly effects: number;
  reset(): void;
}

export interface WriteEngineOptions {
  readonly store: Pick<RegisterStore, "find" | "save">;
  readonly rules: () => WriteRules;
  readonly holds: Holds;
  /** Told before each new write; true = somebody else changes the person at this very moment. */
  readonly disturb: () => boolean;
  readonly now: () => Date;
}

/** Does each write once, on the version it names (contact-register-api, rules 3 and 4). */
export function createWriteEngine(options: WriteEngineOptions): WriteEngine {
  const done = new Map<string, { write: Write; result: WriteResult }>();
  let effects = 0;
  return {
    perform(write) {
      const memory = JSON.stringify([write.caller, write.key]);
      const earlier = done.get(memory);
      if (earlier !== undefined) return isDeepStrictEqual(earlier.write, write) ? earlier.result : null;
      const result = resultOf(write, options);
      if (result.outcome === "updated") effects += 1;
      done.set(memory, { write, result });
      return result;
    },
    get effects() {
      return effects;
    },
    reset() {
      done.clear();
      effects = 0;
    },
  };
}

function resultOf(write: Write, options: WriteEngineOptions): WriteResult {
  const { key, personId } = write;
  const before = options.store.find(personId);
  if (before === null) return { key, personId, outcome: "not-found" };
  const current = options.disturb() ? options.store.save(before.entry) : before;
  if (current.etag !== write.ifMatch) return { key, personId, outcome: "conflict" };
  const { outcome, contact } = contactAfter(current.entry, write.action, options);
  if (outcome !== "updated" && outcome !== "unchanged") return { key, personId, outcome };
  const held = holdOnly(contact, options.holds);
  if (isDeepStrictEqual(held, current.entry.contact))
    return { key, personId, outcome: "unchanged", etag: current.etag };
  return {
    key,
    personId,
    outcome: "updated",
    etag: options.store.save({ ...current.entry, contact: held }).etag,
  };
}

function contactAfter(
  { contact }: RegisterEntry,
  action: WriteAction,
  options: WriteEngineOptions,
): { outcome: Outcome; contact: RegisterEntry["contact"] } {
  if (action.kind === "changes") return applyChanges(contact, action.changes, options.rules(), options.now());
  const { field, request } = action;
  if (!options.holds.krrOptOut || !options.rules().writable.has(field))
    return { outcome: "refused", contact };
  const optOut = request.optOut ? { reason: request.reason, reviewBy: request.reviewBy } : null;
  if (isDeepStrictEqual(contact[field].optOut, optOut)) return { outcome: "unchanged", contact };
  return { outcome: "updated", contact: { ...contact, [field]: { ...contact[field], optOut } } };
}
