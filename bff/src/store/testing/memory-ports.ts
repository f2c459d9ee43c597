import type { Keyring } from "../../platform/keyring.ts";
import { createLastAnswers } from "../last-answers.ts";
import { createRefreshGuard } from "../refresh-guard.ts";
import { createSessions } from "../sessions.ts";
import { openMemoryStore } from "./store-engines.ts";

/** The store's ports on a migrated PGlite in memory, sealed under the caller's keys. */
export async function openMemoryPorts(keyring: Keyring) {
  const database = await openMemoryStore();
  return {
    database,
    sessions: createSessions(database.db, keyring),
    lastAnswers: createLastAnswers(database.db, keyring, 24),
    guard: createRefreshGuard(database.db),
    ping: () => database.ping(),
  };
}
