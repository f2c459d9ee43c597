import { sql, type Kysely } from "kysely";
import type { OverlayEntries, OverlayEntry } from "../domain/apply-overlay.ts";
import type { ContactRecord } from "../domain/contact-record.ts";
import type { OverlayNote } from "../domain/divide-write.ts";
import type { Keyring } from "../platform/keyring.ts";
import type { Overlay } from "../ports/overlay.ts";
import { guarded } from "./guarded.ts";
import { createOverlayKeys, type OverlayKeys } from "./overlay-keys.ts";
import type { Tables } from "./tables.ts";

/** What is remembered for registers without origins; a page of persons costs one statement. */
export function createOverlay(db: Kysely<Tables>, keyring: Keyring): Overlay {
  const keys = createOverlayKeys(keyring);
  return {
    find: (registerId, records) =>
      guarded(async () => (records.length === 0 ? new Map() : find(db, keys, registerId, records))),

    note: (registerId, notes) =>
      guarded(async () => {
        const last = lastOfEach(keys, registerId, notes);
        const kept = last.flatMap(({ hash, ...row }) => (hash === null ? [] : [{ ...row, hash }]));
        if (kept.length > 0) await keep(db, registerId, kept);
        const gone = last.filter(({ hash }) => hash === null);
        if (gone.length > 0) await drop(db, registerId, gone);
      }),
  };
}

async function find(
  db: Kysely<Tables>,
  keys: OverlayKeys,
  registerId: string,
  records: readonly ContactRecord[],
): Promise<ReadonlyMap<string, OverlayEntries>> {
  const byKey = new Map(records.map((record) => [keys.person(registerId, record.personId), record]));
  const rows = await db
    .selectFrom("overlay")
    .select(["person_key", "field", "value_hash", "updated_at", "verified_at", "fetched_at"])
    .where("register_id", "=", registerId)
    .where(sql<boolean>`person_key = any(${[...byKey.keys()]}::text[])`)
    .execute();
  const found = new Map<string, OverlayEntries>();
  for (const { person_key, field, value_hash, ...row } of rows) {
    const record = byKey.get(person_key);
    if (record === undefined) continue;
    const { personId } = record;
    const entry: OverlayEntry = {
      matches: keys.value(registerId, personId, field, record.contact[field].value) === value_hash,
      updatedAt: row.updated_at,
      verifiedAt: row.verified_at,
      fetchedAt: row.fetched_at,
    };
    found.set(personId, { ...found.get(personId), [field]: entry });
  }
  return found;
}

interface Row {
  readonly person: string;
  readonly note: OverlayNote;
}

/** In one order for everybody, so that of two who note the same persons neither waits for the other for ever. */
function lastOfEach(
  keys: OverlayKeys,
  registerId: string,
  notes: readonly OverlayNote[],
): readonly (Row & { readonly hash: string | null })[] {
  const rows = new Map(
    notes.map((note) => {
      const { personId, field, value } = note;
      const person = keys.person(registerId, personId);
      return [`${person} ${field}`, { person, note, hash: keys.value(registerId, personId, field, value) }];
    }),
  );
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

async function keep(
  db: Kysely<Tables>,
  registerId: string,
  rows: readonly (Row & { readonly hash: string })[],
): Promise<void> {
  await sql`
    insert into overlay (register_id, person_key, field, value_hash, updated_at, verified_at)
    select ${registerId}::text, noted.* from unnest(
      ${rows.map(({ person }) => person)}::text[],
      ${rows.map(({ note }) => note.field)}::text[],
      ${rows.map(({ hash }) => hash)}::text[],
      ${rows.map(({ note }) => note.updatedAt?.toISOString() ?? null)}::timestamptz[],
      ${rows.map(({ note }) => note.verifiedAt?.toISOString() ?? null)}::timestamptz[]
    ) as noted
    on conflict (register_id, person_key, field) do update set
      value_hash = excluded.value_hash, fetched_at = excluded.fetched_at,
      updated_at = coalesce(excluded.updated_at,
        case when overlay.value_hash = excluded.value_hash then overlay.updated_at end),
      verified_at = coalesce(excluded.verified_at,
        case when overlay.value_hash = excluded.value_hash then overlay.verified_at end)`.execute(db);
}

async function drop(db: Kysely<Tables>, registerId: string, rows: readonly Row[]): Promise<void> {
  await sql`
    delete from overlay where register_id = ${registerId} and (person_key, field) in (
      select * from unnest(
        ${rows.map(({ person }) => person)}::text[],
        ${rows.map(({ note }) => note.field)}::text[]
      )
    )`.execute(db);
}
