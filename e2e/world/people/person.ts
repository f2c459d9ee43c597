import type { Language } from "@foresattportal/shared/languages.ts";
import type { PersonName } from "./person-name.ts";
import type { RegisterEntry } from "./register-entry.ts";

/** One channel as KRR holds it (national-registers A.5). */
export interface KrrChannel {
  readonly value: string;
  readonly updatedAt: Date;
  readonly verifiedAt: Date | null;
  /** When a one-time code proved the address; most people never had one. */
  readonly validatedAt: Date | null;
}

export interface KrrEntry {
  readonly status: "AKTIV" | "SLETTET";
  /** Since when the person is reserved against digital letters; null = not reserved. */
  readonly reservedAt: Date | null;
  readonly language: Language | null;
  readonly mobile: KrrChannel | null;
  readonly email: KrrChannel | null;
}

/** A synthetic person and what each register of the simulated world holds on her. */
export interface Person {
  readonly key: string;
  readonly nationalId: string;
  readonly name: PersonName;
  /** One line in bokmål on what is special, for whoever chooses a test person. */
  readonly special: string;
  /** The rows of product.md section 2 that this person shows. */
  readonly states: readonly string[];
  /** Null = not registered in KRR. */
  readonly krr: KrrEntry | null;
  /** Several entries in one register are a duplicate record. */
  readonly school: readonly RegisterEntry[];
  readonly kindergarten: readonly RegisterEntry[];
}
