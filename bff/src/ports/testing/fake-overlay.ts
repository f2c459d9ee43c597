import type { Channel } from "@foresattportal/shared/contract/values.ts";
import type { OverlayEntries } from "../../domain/apply-overlay.ts";
import type { OverlayNote } from "../../domain/divide-write.ts";
import { normalForm } from "../../domain/normal-form.ts";
import type { Clock } from "../clock.ts";
import type { Overlay } from "../overlay.ts";

interface Remembered extends OverlayNote {
  readonly fetchedAt: Date;
}

export interface FakeOverlay extends Overlay {
  /** Every use as it came in, with how many it was about: `find 2`, `note 1`. */
  readonly calls: readonly string[];
}

/** What is remembered, in memory and by the test's clock; its contract test runs on the store too. */
export function createFakeOverlay(clock: Clock = () => new Date()): FakeOverlay {
  const rows = new Map<string, Remembered>();
  const calls: string[] = [];
  return {
    calls,
    find(registerId, records) {
      calls.push(`find ${String(records.length)}`);
      const found = new Map<string, OverlayEntries>();
      for (const { personId, contact } of records)
        for (const field of ["mobile", "email"] as const) {
          const row = rows.get(placeOf(registerId, personId, field));
          if (row === undefined) continue;
          const { updatedAt, verifiedAt, fetchedAt } = row;
          const matches = isSame(field, contact[field].value, row.value);
          found.set(personId, {
            ...found.get(personId),
            [field]: { matches, updatedAt, verifiedAt, fetchedAt },
          });
        }
      return Promise.resolve(found);
    },
    note(registerId, notes) {
      calls.push(`note ${String(notes.length)}`);
      for (const note of notes) {
        const place = placeOf(registerId, note.personId, note.field);
        const before = rows.get(place);
        const same = before !== undefined && isSame(note.field, before.value, note.value);
        if (note.value === null) rows.delete(place);
        else
          rows.set(place, {
            ...note,
            updatedAt: note.updatedAt ?? (same ? before.updatedAt : null),
            verifiedAt: note.verifiedAt ?? (same ? before.verifiedAt : null),
            fetchedAt: clock(),
          });
      }
      return Promise.resolve();
    },
  };
}

function placeOf(registerId: string, personId: string, field: Channel): string {
  return JSON.stringify([registerId, personId, field]);
}

function isSame(field: Channel, held: string | null, remembered: string | null): boolean {
  return normalForm(field, held)?.normal === normalForm(field, remembered)?.normal;
}
