import { createApp } from "../../app.ts";
import { SESSION_COOKIE } from "../../http/session-cookie.ts";
import { createLoginTransactions } from "../../http/login-transaction.ts";
import { createKeyring, randomSessionKey } from "../../platform/keyring.ts";
import { KARI } from "../../ports/testing/people.ts";
import { portalParts } from "../../routes/testing/portal-parts.ts";
import { createTestBrowser, type TestBrowser } from "../../routes/testing/test-browser.ts";
import type { Database } from "../../store/database.ts";
import { createLastAnswers } from "../../store/last-answers.ts";
import { createRefreshGuard } from "../../store/refresh-guard.ts";
import { createSessions } from "../../store/sessions.ts";
import { ageSessions, failingDatabase } from "../../store/testing/failing-database.ts";
import { createLogouts } from "../../usecases/logouts.ts";

export type SessionKey = ReturnType<typeof randomSessionKey>;

/** Two processes on one database, and browsers that may be answered by either. */
export interface Portals {
  readonly browsers: readonly TestBrowser[];
  /** Which process answers from now on. */
  answerBy(process: number): void;
  /** Ends a process in an orderly way and starts it anew, with this key ring. */
  restart(process: number, keys: readonly SessionKey[]): Promise<void>;
  /** Whom ID-porten logs in next, out of which of its sessions. */
  comesBackOf(sid: string): void;
  /** A request without a browser: none of its headers, and only these cookies. */
  bare(path: string, init?: RequestInit): Promise<Response>;
  issueLogoutToken(token: string, sid: string): void;
  setStoreDown(down: boolean): void;
  passMinutes(minutes: number): Promise<void>;
  /** Ends both processes in an orderly way, so that nothing of this history is done in the next. */
  stop(): Promise<void>;
  /** What stands in a column of the sessions' table. */
  storedHashes(): Promise<readonly string[]>;
}

const PROCESSES = 2;
const BROWSERS = 2;

const TABLES = [
  "sessions",
  "used_logout_tokens",
  "ended_idporten_sessions",
  "refreshes",
  "last_answers",
] as const;

/** Everything real but the outside: the app with its own store, on an empty database. */
export async function openPortals({ db }: Database, keys: readonly SessionKey[]): Promise<Portals> {
  for (const table of TABLES) await db.deleteFrom(table).execute();
  const parts = portalParts();
  const store = failingDatabase(db);
  const start = starterOf(parts, store.db);
  const processes = await Promise.all(Array.from({ length: PROCESSES }, () => start(keys)));
  let answering = 0;
  const current = {
    request: async (path: string, init?: RequestInit): Promise<Response> => {
      const process = processes[answering];
      if (process === undefined) throw new Error("there is no such process");
      return process.app.request(path, init);
    },
  };
  return {
    browsers: Array.from({ length: BROWSERS }, () => createTestBrowser(current)),
    answerBy(process) {
      answering = process;
    },
    async restart(process, ring) {
      await processes[process]?.logouts.stop();
      processes[process] = await start(ring);
    },
    async stop() {
      store.setDown(false);
      await Promise.all(processes.map(({ logouts }) => logouts.stop()));
    },
    comesBackOf: (sid) =>
      parts.identityProvider.answerWith({ nationalId: KARI, sid, acr: "idporten-loa-high" }),
    bare: current.request,
    issueLogoutToken(token, sid) {
      const expiresAt = new Date(Date.now() + 3_600_000);
      parts.identityProvider.issueLogoutToken(token, { sid, tokenId: token, expiresAt });
    },
    setStoreDown: store.setDown,
    passMinutes: (minutes) => ageSessions(db, minutes),
    async storedHashes() {
      const rows = await db.selectFrom("sessions").select("id_hash").execute();
      return rows.map(({ id_hash }) => id_hash);
    },
  };
}

/** Starts a process on this database. */
function starterOf(parts: ReturnType<typeof portalParts>, db: Database["db"]) {
  const pseudonymKey = randomSessionKey().secret;
  return async (ring: readonly SessionKey[]) => {
    const keyring = createKeyring(ring, pseudonymKey);
    const deps = {
      ...parts.deps,
      keyring,
      transactions: createLoginTransactions(keyring, parts.deps.clock),
      sessions: createSessions(db, keyring),
      lastAnswers: createLastAnswers(db, keyring, 24),
      guard: createRefreshGuard(db),
      // A history goes faster than any person.
      rateLimits: { use: () => Promise.resolve({ allowed: true } as const) },
      ping: () => Promise.resolve(),
    };
    const logouts = createLogouts(deps);
    return { app: await createApp(deps, logouts), logouts };
  };
}

/** The session cookie that a browser holds. */
export function cookieOf(browser: TestBrowser): string | null {
  return browser.cookies.get(SESSION_COOKIE)?.value ?? null;
}
