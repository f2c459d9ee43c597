import { StoreUnavailable } from "../ports/store-unavailable.ts";
import { RunLost } from "../ports/sync-runs.ts";

/**
 * SQLSTATE classes that say "not now": connection, resources, operator intervention, system error, read-only, a lock that
 * somebody else has, a transaction that had to give way to another.
 */
const NOT_NOW = /^(08|53|57|58|25006|40|55P03)/;
/** Of these, a write on a server that only reads, as a replica does before it is told to take over. */
export const READ_ONLY = "25006";
/** The system's own codes for a failed connection begin with E, which no SQLSTATE class does; EPIPE has five letters too. */
const SQLSTATE = /^(?!E)[0-9A-Z]{5}$/;

/**
 * Runs a query and turns the driver's errors into ours: they hold statements and parameters, and so personal data.
 * Connection faults have no SQLSTATE and mean the same as class 08.
 */
export async function guarded<T>(query: () => Promise<T>): Promise<T> {
  try {
    return await query();
  } catch (error) {
    if (isOurs(error) || error instanceof RunLost) throw error;
    const code = codeOf(error);
    if (code === null || NOT_NOW.test(code) || !isSqlState(code)) {
      throw new StoreUnavailable(code ?? "no-connection");
    }
    // oxlint-disable-next-line preserve-caught-error -- the driver's error quotes statements and parameters
    throw Object.assign(new Error(`the database refused a statement (${code})`), { code });
  }
}

/** A fault of our own is none of the database's, and trying again does not help. */
export function isOurs(error: unknown): boolean {
  return error instanceof TypeError || error instanceof SyntaxError || error instanceof RangeError;
}

/** What the server or the system says of a fault; null where nothing is said, as when nobody answers. */
export function codeOf(error: unknown): string | null {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;
}

/** Whether it was the server that said so. */
export function isSqlState(code: string | null): boolean {
  return code !== null && SQLSTATE.test(code);
}
