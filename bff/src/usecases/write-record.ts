import type { Change, ContactRecord } from "../domain/contact-record.ts";
import type { NationalId } from "../domain/national-id.ts";
import type { ContactRegister, RegisterWrite } from "../ports/contact-register.ts";
import type { RecordEvent } from "../ports/events.ts";

/** How a write to one record ended. */
export type WriteResult = RegisterWrite | "failed";

export interface RecordWrite {
  readonly nationalId: NationalId;
  readonly record: ContactRecord;
  /** What to write to a given version of the record; asked again when the record has changed meanwhile. */
  readonly changesFor: (record: ContactRecord) => readonly Change[];
}

/**
 * Writes to one record. When somebody else was faster (stale etag), the record is read again and decided on again,
 * once; promises never to write what `changesFor` did not say of that very version.
 */
export async function writeRecord(
  register: ContactRegister,
  record: RecordEvent,
  write: RecordWrite,
): Promise<WriteResult> {
  const first = await attempt(register, record, write.record, write.changesFor(write.record));
  if (first !== "conflict") return first;
  const again = await register.lookup(write.nationalId);
  if (!again.ok) {
    record({ name: "upstream_failed", failure: again.failure });
    return "failed";
  }
  const current = again.value.find(({ personId }) => personId === write.record.personId);
  if (current === undefined) return "conflict";
  const changes = write.changesFor(current);
  return changes.length === 0 ? "written" : attempt(register, record, current, changes);
}

async function attempt(
  register: ContactRegister,
  record: RecordEvent,
  version: ContactRecord,
  changes: readonly Change[],
): Promise<WriteResult> {
  const result = await register.write(version, changes);
  if (result.ok) return result.value;
  record({ name: "upstream_failed", failure: result.failure });
  return "failed";
}
