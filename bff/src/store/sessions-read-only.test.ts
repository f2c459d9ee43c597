import { sql } from "kysely";
import { expect, it } from "vitest";
import { createKeyring, randomSessionKey } from "../platform/keyring.ts";
import { KARI } from "../ports/testing/people.ts";
import { createSessions } from "./sessions.ts";
import { openMemoryStore } from "./testing/store-engines.ts";

it("a session is used and not prolonged while the database only reads, and prolonged when it writes again (DB3)", async () => {
  const database = await openMemoryStore();
  const { db } = database;
  const sessions = createSessions(db, createKeyring([randomSessionKey()]));
  const content = { nationalId: KARI, acr: "idporten-loa-high", name: "Kari Normann", language: null };
  const token = await sessions.create(content, "a-sid");
  await sql`update sessions set last_seen_at = now() - interval '10 minutes'`.execute(db);
  const idleLeft = async (): Promise<number | null> => {
    const found = await sessions.find(token, { slide: true });
    return found.state === "live" ? found.session.idleExpiresInSeconds : null;
  };
  await sql`set default_transaction_read_only = on`.execute(db);
  expect(await idleLeft()).toBeLessThanOrEqual(20 * 60);
  await sql`set default_transaction_read_only = off`.execute(db);
  expect(await idleLeft()).toBe(30 * 60);
  await database.close();
});
