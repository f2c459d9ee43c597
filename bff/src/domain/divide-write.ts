import { CHANNELS, type Channel } from "@foresattportal/shared/contract/values.ts";
import type { Change, ContactRecord } from "./contact-record.ts";
import { normalForm } from "./normal-form.ts";

/** What is to be remembered of one field of one person. */
export interface OverlayNote {
  readonly personId: string;
  readonly field: Channel;
  /** Null = the value out of KRR is gone, and with it what was remembered of it. */
  readonly value: string | null;
  readonly updatedAt: Date | null;
  readonly verifiedAt: Date | null;
}

/** A write to a register that cannot hold origins. */
export interface DividedWrite {
  /** What the register itself is asked for. */
  readonly toRegister: readonly Change[];
  /** What the portal keeps, once the register has done its part. */
  readonly toRemember: readonly OverlayNote[];
}

/**
 * Divides a write between the register and what the portal remembers for it. Promises that the register is not asked
 * for a value that it holds already: only where that came from, or its dates, are new.
 *
 * @param confirmed fields that hold the value already.
 */
export function divideWrite(
  personId: string,
  changes: readonly Change[],
  confirmed: readonly Channel[],
): DividedWrite {
  const isConfirmed = ({ field }: Change): boolean => confirmed.some((each) => each === field);
  return {
    toRegister: changes.filter((change) => !isConfirmed(change)).map(asTaken),
    toRemember: changes.flatMap((change) => noteOf(personId, change)),
  };
}

/** The fields of these changes that hold the very value out of KRR already, however the register spells it. */
export function confirmedFields(record: ContactRecord, changes: readonly Change[]): readonly Channel[] {
  return CHANNELS.filter((field) => {
    const change = changes.find((each) => each.field === field && each.origin === "krr");
    const wanted = normalForm(field, change?.value ?? null);
    return wanted !== null && wanted.normal === normalForm(field, record.contact[field].value)?.normal;
  });
}

/**
 * A register gives up as KRR's only what it knows to be KRR's (N11), and this one knows of nothing. The portal does, so
 * that it asks for the removal as for that of any value.
 */
function asTaken(change: Change): Change {
  return change.origin === "krr" && change.value === null ? { ...change, origin: "manual" } : change;
}

function noteOf(personId: string, change: Change): readonly OverlayNote[] {
  const field = CHANNELS.find((each) => each === change.field);
  if (field === undefined || change.origin !== "krr") return [];
  const { value, originUpdatedAt: updatedAt = null, originVerifiedAt: verifiedAt = null } = change;
  return [{ personId, field, value, updatedAt, verifiedAt }];
}
