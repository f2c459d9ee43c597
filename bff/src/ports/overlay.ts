import type { OverlayEntries } from "../domain/apply-overlay.ts";
import type { ContactRecord } from "../domain/contact-record.ts";
import type { OverlayNote } from "../domain/divide-write.ts";

/**
 * What the portal remembers for registers that cannot hold where a value came from (contact-register-api): no value
 * and nobody's name, only whether a field still holds what came out of KRR, and its dates. Who leaves a population is
 * forgotten by `Departures`. Throws `StoreUnavailable`.
 */
export interface Overlay {
  /** Compares what these records hold now with what is remembered; by `personId`, without those of whom nothing is. */
  find(registerId: string, records: readonly ContactRecord[]): Promise<ReadonlyMap<string, OverlayEntries>>;
  /**
   * Remembers, as of now, what was written or found; of one field the last note counts. A date that KRR no longer names
   * stays as it is for as long as the value does.
   */
  note(registerId: string, notes: readonly OverlayNote[]): Promise<void>;
}
