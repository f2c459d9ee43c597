import { sql, type RawBuilder } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { KARI, OLA, contactRecord } from "../ports/testing/people.ts";
import type { Database } from "./database.ts";
import { createLastAnswers } from "./last-answers.ts";
import { createOverlay } from "./overlay.ts";
import { hashOf } from "./session-content.ts";
import { createSessions } from "./sessions.ts";
import { openSyncRuns, type OpenedSyncRuns } from "./testing/opened-sync-runs.ts";
import { storeEngines } from "./testing/store-engines.ts";
import { BY_HAND, planPages, SCHOOL } from "./testing/sync-examples.ts";

/** A place in the database that holds a ciphertext. */
interface Sealed {
  readonly name: string;
  readonly table: "sessions" | "last_answers" | "sync_pages";
  readonly column: "sealed" | "sealed_writes";
  readonly row: RawBuilder<boolean>;
  /** Whether the portal makes anything of what stands there. */
  opens(): Promise<boolean>;
}

function held(personId: string) {
  return contactRecord({ mobile: { value: "+4791234567" } }, { personId });
}

describe.each(storeEngines(process.env["TEST_DATABASE_URL"]))("a ciphertext on $name", (engine) => {
  let opened: OpenedSyncRuns;
  let db: Database["db"];
  let places: readonly Sealed[];

  beforeAll(async () => {
    opened = await openSyncRuns(engine);
    ({ db } = opened);
    places = [...(await sessions()), ...(await copies()), ...(await pages())];
  });
  afterAll(() => opened.close());

  function sessions(): Promise<readonly Sealed[]> {
    const kept = createSessions(db, opened.keyring);
    return Promise.all(
      [KARI, OLA].map(async (nationalId, number): Promise<Sealed> => {
        const token = await kept.create(
          { nationalId, acr: "idporten-loa-high", name: null, language: null },
          null,
        );
        return {
          name: `session ${String(number)}`,
          table: "sessions",
          column: "sealed",
          row: sql`id_hash = ${hashOf(token)}`,
          opens: async () => (await kept.find(token, { slide: false })).state === "live",
        };
      }),
    );
  }

  async function copies(): Promise<readonly Sealed[]> {
    const lastAnswers = createLastAnswers(db, opened.keyring, 24);
    const copy = { records: [contactRecord()], capabilities: null };
    const asked = new Date();
    const found: Sealed[] = [];
    for (const nationalId of [KARI, OLA]) {
      const subject = opened.keyring.pseudonym(nationalId.reveal());
      const registers = ["school", "kindergarten"];
      await lastAnswers.record(
        subject,
        registers.map((registerId) => ({ registerId, copy })),
        asked,
      );
      for (const registerId of registers)
        found.push({
          name: `copy of ${registerId}`,
          table: "last_answers",
          column: "sealed",
          row: sql`subject = ${subject} and register_id = ${registerId}`,
          opens: async () => (await lastAnswers.find(subject)).get(registerId)?.copy !== null,
        });
    }
    return found;
  }

  async function pages(): Promise<readonly Sealed[]> {
    const runId = await opened.begin(BY_HAND);
    await opened.first.beginStep(runId, SCHOOL, "write");
    await planPages(opened.first, runId, SCHOOL, 2);
    return [0, 1].map((page) => ({
      name: `page ${String(page)}`,
      table: "sync_pages",
      column: "sealed_writes",
      row: sql`page = ${page}`,
      async opens() {
        const pending = await opened.first.pendingPages(runId, SCHOOL, 10);
        return pending.find((each) => each.page === page)?.writes !== null;
      },
    }));
  }

  async function textOf({ table, column, row }: Sealed): Promise<string> {
    const { rows } = await sql<{ text: string }>`
      select ${sql.ref(column)} as text from ${sql.table(table)} where ${row}`.execute(db);
    return rows[0]?.text ?? "";
  }

  async function put({ table, column, row }: Sealed, text: string): Promise<void> {
    await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${text} where ${row}`.execute(db);
  }

  it("opens where it was sealed, in every column that holds one", async () => {
    const { rows } = await sql<{ column: string }>`
      select table_name || '.' || column_name as "column" from information_schema.columns
      where table_schema = 'public' and column_name like 'sealed%' and data_type = 'text'`.execute(db);
    const columns = new Set(places.map(({ table, column }) => `${table}.${column}`));
    expect(new Set(rows.map(({ column }) => column))).toEqual(columns);
    for (const place of places) expect(await place.opens(), place.name).toBe(true);
  });

  it("opens in no other row and no other column of any table (KR3)", async () => {
    const texts = await Promise.all(places.map(textOf));
    for (const [to, place] of places.entries())
      for (const [from, text] of texts.entries()) {
        await put(place, text);
        const what = `${places[from]?.name ?? ""} in ${place.name}`;
        expect(await place.opens(), what).toBe(from === to);
        await put(place, texts[to] ?? "");
      }
  });

  it("is not the only thing that is bound to its row: a remembered origin is too (KR3)", async () => {
    const overlay = createOverlay(db, opened.keyring);
    const note = { field: "mobile", value: "+4791234567", updatedAt: null, verifiedAt: null } as const;
    const ids = ["p-1", "p-2"];
    await overlay.note(
      "school",
      ids.map((personId) => ({ ...note, personId })),
    );
    const matches = async () => {
      const found = await overlay.find("school", ids.map(held));
      return ids.map((personId) => found.get(personId)?.mobile?.matches);
    };
    expect(await matches()).toEqual([true, true]);
    await sql`update overlay set value_hash = other.value_hash from overlay as other
      where other.person_key <> overlay.person_key`.execute(db);
    expect(await matches()).toEqual([false, false]);
  });
});
