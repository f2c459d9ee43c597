import type { PersonName } from "./person-name.ts";

export type Origin = "krr" | "manual" | "guardian" | "folkeregister" | "import" | "unknown";
export type ContactFieldName = "email" | "mobile" | "workPhone";

/** «Ikke oppdater fra KRR», with why and until when. */
export interface OptOut {
  readonly reason: string;
  readonly reviewBy: string | null;
}

export interface StoredField {
  /** As the register spells it; null = empty. */
  readonly value: string | null;
  readonly origin: Origin;
  readonly originUpdatedAt: Date | null;
  readonly originVerifiedAt: Date | null;
  readonly fetchedAt: Date | null;
  readonly optOut: OptOut | null;
}

export type Right = "see-child" | "notifications" | "forms" | "messages" | "consents" | "emergency";

export interface Relation {
  readonly childId: string;
  readonly kind: "mother" | "father" | "co-mother" | "foster-parent" | "legal-guardian" | "other" | "unknown";
  readonly parentalResponsibility: "yes" | "no" | "unknown";
  readonly role: { readonly code: string; readonly name: string; readonly rights: readonly Right[] };
  readonly place: {
    readonly type: "school" | "kindergarten" | "after-school";
    readonly unitName: string;
    readonly status: "active" | "applied" | "left";
  };
  readonly validFrom: string;
  readonly validTo: string | null;
}

export interface Position {
  readonly title: string;
  readonly unitName: string;
  readonly validFrom: string;
  readonly validTo: string | null;
}

/** A person as one contact register keeps her (contact-register-api, Shapes). */
export interface RegisterEntry {
  readonly personId: string;
  readonly nationalId: string;
  readonly name: PersonName;
  readonly roles: readonly ("guardian" | "employee")[];
  readonly status: "active" | "inactive" | "moved" | "dead" | "unknown";
  readonly registeredBy: "manual" | "import";
  readonly registeredAt: Date;
  readonly addressProtection: "none" | "client" | "confidential" | "strictly-confidential" | "unknown";
  readonly contact: Readonly<Record<ContactFieldName, StoredField>>;
  readonly relations: readonly Relation[];
  readonly positions: readonly Position[];
  readonly modifiedAt: Date;
}
