import type { RecordEvent } from "../ports/events.ts";
import { StoreUnavailable } from "../ports/store-unavailable.ts";

/**
 * Waits for a note that the answer does not depend on. Promises that a store which fails here takes nothing away from
 * what was read or written outside; the log tells.
 */
export async function bookkeeping(record: RecordEvent, what: string, note: Promise<void>): Promise<void> {
  try {
    await note;
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    record({ name: "bookkeeping_failed", what, code: error.code });
  }
}
