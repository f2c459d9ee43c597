import { CHANNELS, type Channel } from "@foresattportal/shared/contract/values.ts";
import {
  isActive,
  type Capabilities,
  type Change,
  type ContactField,
  type ContactRecord,
} from "./contact-record.ts";
import { freshness } from "./freshness.ts";
import type { KrrChannel, KrrPerson } from "./krr-person.ts";
import { normalForm } from "./normal-form.ts";
import type { KrrMode } from "./register.ts";

export type SkipReason =
  | "up-to-date"
  | "krr-has-nothing"
  | "krr-expired"
  | "krr-invalid"
  | "opted-out"
  | "blocked"
  | "read-only"
  | "verify-only"
  | "not-active";

/** For one field: the write, or the reason for none. */
export type FieldPlan =
  | { readonly field: Channel; readonly write: Change }
  | { readonly field: Channel; readonly skip: SkipReason };

export interface WritePolicy {
  readonly krrMode: KrrMode;
  /** Null while the register has not told; then the write is tried and its answer tells. */
  readonly capabilities: Capabilities | null;
}

/**
 * Decides for one person in one register what «Oppdater» and the nightly run may write: nothing is ever written that
 * this plan does not hold, and planning again after the writes plans none (N7, N9, N11, N14, R-23).
 */
export function planContactWrites(
  record: ContactRecord,
  krr: KrrPerson,
  policy: WritePolicy,
  now: Date,
): readonly FieldPlan[] {
  return CHANNELS.map((field): FieldPlan => {
    const decision = decide(field, record, krr, policy, now);
    if (typeof decision === "string") return { field, skip: decision };
    if (policy.capabilities?.writable.has(field) === false) return { field, skip: "read-only" };
    if (policy.krrMode !== "write") return { field, skip: "verify-only" };
    return { field, write: decision };
  });
}

function decide(
  field: Channel,
  record: ContactRecord,
  krr: KrrPerson,
  policy: WritePolicy,
  now: Date,
): Change | SkipReason {
  const held = record.contact[field];
  if (!isActive(record)) return "not-active";
  if (held.optedOut ?? policy.capabilities?.holdsOptOut !== false)
    return normalForm(field, held.value) === null ? "blocked" : "opted-out";
  const registered = krr.channels[field];
  if (krr.status === "deleted" && held.origin === "krr" && normalForm(field, held.value) !== null) {
    return { field, value: null, origin: "krr" };
  }
  if (krr.status !== "active" || registered === null) return "krr-has-nothing";
  return compare(field, held, registered, now);
}

function compare(field: Channel, held: ContactField, registered: KrrChannel, now: Date): Change | SkipReason {
  const wanted = normalForm(field, registered.value);
  if (wanted === null || !wanted.usable) return "krr-invalid";
  // Nearly always the same text, and reading it twice is half the night's work.
  const present = held.value === registered.value ? wanted : normalForm(field, held.value);
  if (present?.normal === wanted.normal) {
    const stands = held.origin === "krr" && !newerDates(held, registered);
    return stands ? "up-to-date" : krrChange(field, wanted, registered);
  }
  // A value that nobody has confirmed for 18 months may fill a gap, but must not displace what somebody typed since.
  if (present !== null && held.origin !== "krr" && freshness(registered, now) === "expired")
    return "krr-expired";
  return krrChange(field, wanted, registered);
}

function krrChange(
  field: Channel,
  wanted: { normal: string; display: string },
  registered: KrrChannel,
): Change {
  return {
    field,
    value: field === "email" ? wanted.display : wanted.normal,
    origin: "krr",
    ...(registered.updatedAt && { originUpdatedAt: registered.updatedAt }),
    ...(registered.verifiedAt && { originVerifiedAt: registered.verifiedAt }),
  };
}

function newerDates(held: ContactField, registered: KrrChannel): boolean {
  return (
    isNewer(registered.updatedAt, held.originUpdatedAt) ||
    isNewer(registered.verifiedAt, held.originVerifiedAt)
  );
}

/** Whole seconds: a register that drops the milliseconds must not be written to every night. */
function isNewer(candidate: Date | null, known: Date | null): boolean {
  if (candidate === null || known === null) return candidate !== null;
  return Math.floor(candidate.getTime() / 1000) > Math.floor(known.getTime() / 1000);
}
