import type { PostgresPool } from "kysely";
import { Pool, type PoolClient, type PoolConfig } from "pg";
import type { PoolState } from "../ports/installation.ts";
import { StoreUnavailable } from "../ports/store-unavailable.ts";
import { codeOf, isOurs, isSqlState, READ_ONLY } from "./guarded.ts";

/** Who waits behind so many is told at once: the queue is bounded by number as it is by time (DB2). */
const MOST_WAITING = 1000;
/** Connections to a server that only reads still serve whoever reads, so they are not all changed at every write. */
const READ_ONLY_AGAIN_MS = 5000;

/** How `Connections` are made. */
export interface ConnectionLimits extends PoolConfig {
  readonly max: number;
  /** How long somebody waits for a connection, be it a new one or one that others have. */
  readonly connectionTimeoutMillis: number;
}

/**
 * A pool that gives nobody a connection whose other end may be gone. The driver's own pool takes a connection back after
 * a query that nobody answered, and hands it to the next one; whatever was opened before such a silence, or before a
 * server said that it no longer writes, is opened anew here.
 */
export function createConnections(
  limits: ConnectionLimits,
  onFault: () => void,
): { readonly pool: PostgresPool; state(): PoolState } {
  const pool = new Pool(limits);
  const openedAt = new WeakMap<object, number>();
  let suspectBefore = Number.NEGATIVE_INFINITY;
  // A connection that the server cuts is reported here, idle or in use; unheard, it would end the process.
  pool.on("error", onFault);
  pool.on("connect", (client) => {
    openedAt.set(client, performance.now());
    client.on("error", onFault);
  });

  const isSuspect = (client: PoolClient): boolean => (openedAt.get(client) ?? 0) < suspectBefore;
  const note = (fault: unknown): void => {
    const now = performance.now();
    if (isSilence(fault) || (codeOf(fault) === READ_ONLY && now - suspectBefore > READ_ONLY_AGAIN_MS))
      suspectBefore = now;
  };
  const checked: PostgresPool = {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      if (pool.waitingCount >= MOST_WAITING) throw new StoreUnavailable("too-many-waiting");
      for (;;) {
        const client = await pool.connect();
        if (!isSuspect(client)) return watched(client, note);
        client.release(true);
      }
    },
  };
  return {
    pool: checked,
    state: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
  };
}

/** The same connection, whose faults are noted: after a silence nothing more is asked on it, and it is not given back. */
function watched(client: PoolClient, note: (fault: unknown) => void): PoolClient {
  let silent = false;
  const query = async (statement: string, parameters: unknown[]): Promise<unknown> => {
    // Not even a rollback, which would wait as long again.
    if (silent) throw new StoreUnavailable("no-connection");
    try {
      return await client.query(statement, parameters);
    } catch (fault) {
      silent = isSilence(fault);
      note(fault);
      throw fault;
    }
  };
  const release = (destroy?: boolean): void => client.release(destroy === true || silent);
  return new Proxy(client, {
    get(target, property): unknown {
      if (property === "query") return query;
      return property === "release" ? release : Reflect.get(target, property);
    },
  });
}

/** Whether a query was not even refused: the server did not answer in time, or the connection broke. */
function isSilence(fault: unknown): boolean {
  return !isOurs(fault) && !isSqlState(codeOf(fault));
}
