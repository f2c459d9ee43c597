import type { Language } from "@foresattportal/shared/languages.ts";
import type { Channel } from "@foresattportal/shared/contract/values.ts";

/** One channel as the citizen registered it (national-registers A.5). */
export interface KrrChannel {
  readonly value: string;
  /** When the value was changed. */
  readonly updatedAt: Date | null;
  /** When the citizen last said that it is still right. */
  readonly verifiedAt: Date | null;
  /** The same value is registered on other persons too. */
  readonly duplicate: boolean;
}

/** What kontaktregisteret says of one person. An id that is missing in the answer is `not-registered`. */
export interface KrrPerson {
  readonly status: "active" | "deleted" | "not-registered";
  /** Reserved against digital letters; reminders and notices are still allowed (A.9). */
  readonly reserved: boolean;
  readonly language: Language | null;
  readonly channels: Readonly<Record<Channel, KrrChannel | null>>;
  /** No channel is told, and the person may not be notified: KRR may hold values that have expired (A.9). */
  readonly withheld?: true;
}

/** Promises the answer that stands for a person whom KRR does not know. */
export const NOT_REGISTERED: KrrPerson = {
  status: "not-registered",
  reserved: false,
  language: null,
  channels: { mobile: null, email: null },
};
