import { CompiledQuery, type Kysely } from "kysely";
import {
  RateLimiterMemory,
  RateLimiterPostgres,
  RateLimiterRes,
  type RateLimiterAbstract,
} from "rate-limiter-flexible";
import type { Keyring } from "../platform/keyring.ts";
import type { RateLimit, RateLimits } from "../ports/rate-limits.ts";
import type { Tables } from "./tables.ts";

interface Rule {
  readonly points: number;
  readonly seconds: number;
  /** What is worth no query is counted by each process for itself. */
  readonly local?: true;
}

export interface RateLimitOptions {
  /** Log-ins a minute from one address. */
  readonly logins: number;
  /** Told each time that the store could not be asked. */
  readonly onFault: (code: string) => void;
}

const MINUTE = 60;
const HOUR = 3600;

/** A person is far below each of them; rows OI15, RL1, RL3, RL7, HD9 of security-and-reliability. */
function rules(logins: number): Readonly<Record<RateLimit, Rule>> {
  return {
    "login-address": { points: logins, seconds: MINUTE },
    "login-session": { points: 5, seconds: 5 },
    profile: { points: 60, seconds: MINUTE },
    refresh: { points: 10, seconds: HOUR },
    "work-phone": { points: 30, seconds: HOUR },
    "front-channel": { points: 300, seconds: MINUTE, local: true },
    "csp-report": { points: 30, seconds: MINUTE, local: true },
    "unknown-path": { points: 100, seconds: MINUTE, local: true },
  };
}

/** Limits counted in the database under keyed hashes, so that it holds no address; in memory while it is down. */
export function createRateLimits(
  db: Kysely<Tables>,
  keyring: Pick<Keyring, "pseudonym">,
  { logins, onFault }: RateLimitOptions,
): RateLimits {
  const client = { query: (statement: Statement) => ask(db, statement, onFault) };
  const limiters = new Map(
    Object.entries(rules(logins)).map(([name, rule]) => [name, limiterFor(name, rule, client)]),
  );
  return {
    async use(limit, key) {
      const limiter = limiters.get(limit);
      if (limiter === undefined) throw new TypeError("an unknown rate limit");
      try {
        await limiter.consume(keyring.pseudonym(key));
        return { allowed: true };
      } catch (refused) {
        if (!(refused instanceof RateLimiterRes)) throw refused;
        const retryAt = new Date(Date.now() + refused.msBeforeNext);
        return { allowed: false, retryAt, first: refused.consumedPoints === limiter.points + 1 };
      }
    },
  };
}

interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

function limiterFor(
  name: string,
  { points, seconds, local }: Rule,
  client: { query: (statement: Statement) => Promise<unknown> },
): RateLimiterAbstract {
  const options = { keyPrefix: name, points, duration: seconds };
  const memory = new RateLimiterMemory(options);
  if (local === true) return memory;
  return new RateLimiterPostgres({
    ...options,
    storeClient: client,
    storeType: "client",
    tableName: "rate_limits",
    tableCreated: true,
    // The sweep does it.
    clearExpiredByTimeout: false,
    // Whoever goes on after the first refusal costs no query.
    inMemoryBlockOnConsumed: points + 1,
    insuranceLimiter: memory,
  });
}

async function ask(
  db: Kysely<Tables>,
  { text, values }: Statement,
  onFault: RateLimitOptions["onFault"],
): Promise<unknown> {
  try {
    // oxlint-disable-next-line no-restricted-properties -- the library's own text, whose values are bound
    return await db.executeQuery(CompiledQuery.raw(text, [...values]));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : null;
    onFault(typeof code === "string" ? code : "no-connection");
    throw error;
  }
}
