import type { Capabilities, Change, ContactRecord } from "../domain/contact-record.ts";
import type { NationalId } from "../domain/national-id.ts";
import type { Register } from "../domain/register.ts";
import type { UpstreamResult } from "./upstream-result.ts";

/**
 * What a register did with a write. `conflict` = the record has changed since it was read: read again, decide again.
 * `refused` = it does not take this from us; `capabilities` asked after it tells whether it ever will.
 */
export type RegisterWrite = "written" | "pending" | "conflict" | "refused";

/** A school or kindergarten system. Every method answers within the register's time budget and never throws for its faults. */
export interface ContactRegister {
  readonly register: Register;
  capabilities(): Promise<UpstreamResult<Capabilities>>;
  /**
   * All records of the person, duplicates included; an empty list when the register does not hold her.
   *
   * @param caller ends the asking when nobody waits for the answer any more.
   */
  lookup(nationalId: NationalId, caller?: AbortSignal): Promise<UpstreamResult<readonly ContactRecord[]>>;
  /** Writes only what is named, to the version that `record.etag` names; the same write twice has one effect. */
  write(record: ContactRecord, changes: readonly Change[]): Promise<UpstreamResult<RegisterWrite>>;
}
