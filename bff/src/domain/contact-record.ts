import type { Channel, Origin } from "@foresattportal/shared/contract/values.ts";

export type ContactFieldName = Channel | "workPhone";

/** One field of a person in one register. */
export interface ContactField {
  /** As the register spells it; null = empty. */
  readonly value: string | null;
  readonly origin: Origin;
  /** When the citizen last changed and last confirmed the value in KRR, as the register remembers it. */
  readonly originUpdatedAt: Date | null;
  readonly originVerifiedAt: Date | null;
  readonly fetchedAt: Date | null;
  /**
   * «Ikke oppdater fra KRR»; together with an empty value the field is blocked (N9). Null = the register does not say,
   * which counts as opted out where it claims to hold opt-outs.
   */
  readonly optedOut: boolean | null;
}

/**
 * A person in one contact register, with what this product needs and no more: neither address protection nor
 * positions are kept, since nothing that is decided here may depend on them.
 */
export interface ContactRecord {
  readonly personId: string;
  /** Names the version that a write must build on. */
  readonly etag: string;
  readonly name: { readonly given: string; readonly middle: string | null; readonly family: string };
  readonly roles: readonly ("guardian" | "employee")[];
  readonly status: "active" | "inactive" | "moved" | "dead" | "unknown";
  readonly contact: Readonly<Record<ContactFieldName, ContactField>>;
}

/** Who moved away keeps her rights (domain-rules 5); an unknown status is read as the most restrictive one. */
export function isActive({ status }: ContactRecord): boolean {
  return status === "active" || status === "moved";
}

/** A write to one field (contact-register-api, `Change`). */
export interface Change {
  readonly field: ContactFieldName;
  readonly value: string | null;
  /** `manual` is what a value is removed as where the register cannot know that it was KRR's. */
  readonly origin: "krr" | "guardian" | "manual";
  readonly originUpdatedAt?: Date;
  readonly originVerifiedAt?: Date;
}

/** What a register can hold and lets us write (contact-register-api, `capabilities`). */
export interface Capabilities {
  readonly writable: ReadonlySet<ContactFieldName>;
  /** Where a register does not, the portal remembers for it (decision 017). */
  readonly holdsOrigin: boolean;
  readonly holdsOptOut: boolean;
}
