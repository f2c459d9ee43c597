import type { Keyring } from "../../platform/keyring.ts";
import { createLastAnswers } from "../last-answers.ts";
import { createRateLimits } from "../rate-limits.ts";
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
    // Tests log in more often than a person does.
    rateLimits: createRateLimits(database.db, keyring, { logins: 1000, onFault: () => undefined }),
    ping: () => database.ping(),
  };
}
