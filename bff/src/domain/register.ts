import type { SystemKind } from "@foresattportal/shared/contract/values.ts";

/** What the municipality allows with KRR data (N14): copy, compare only, or no look-up at all. */
export type KrrMode = "write" | "verify-only" | "off";

/** A contact register as configured: whose it is and what may be done with it. */
export interface Register {
  readonly id: string;
  readonly name: string;
  readonly kind: SystemKind;
  readonly municipality: { readonly orgNumber: string; readonly name: string };
  readonly krrMode: KrrMode;
}
