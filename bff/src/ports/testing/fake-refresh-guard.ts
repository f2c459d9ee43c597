import type { Clock } from "../clock.ts";
import type { RefreshGuard } from "../refresh-guard.ts";

const LEASE_MS = 30_000;
const PAUSE_MS = 60_000;
const RETRIES_AT_ONCE = 3;

export interface FakeRefreshGuard extends RefreshGuard {
  /** How every run ended, in order. */
  readonly outcomes: readonly ("done" | "failed" | "not-run")[];
}

/** The guard of «Oppdater» in memory, on the test's clock; its contract test runs on the store too. */
export function createFakeRefreshGuard(clock: Clock): FakeRefreshGuard {
  const rows = new Map<string, { leaseUntil: number; nextAllowedAt: number; failures: number }>();
  const outcomes: ("done" | "failed" | "not-run")[] = [];
  return {
    outcomes,
    admit(subject) {
      const now = clock().getTime();
      const row = rows.get(subject) ?? { leaseUntil: now, nextAllowedAt: now, failures: 0 };
      if (row.leaseUntil > now) {
        const retryAt = new Date(row.leaseUntil);
        return Promise.resolve({ admitted: false, because: "refresh-in-progress", retryAt });
      }
      if (row.nextAllowedAt > now) {
        return Promise.resolve({
          admitted: false,
          because: "too-soon",
          retryAt: new Date(row.nextAllowedAt),
        });
      }
      rows.set(subject, { ...row, leaseUntil: now + LEASE_MS });
      return Promise.resolve({ admitted: true });
    },
    release(subject, outcome) {
      const now = clock().getTime();
      outcomes.push(outcome);
      if (outcome === "not-run") {
        const row = rows.get(subject);
        if (row !== undefined) rows.set(subject, { ...row, leaseUntil: now });
        return Promise.resolve();
      }
      const failures = outcome === "done" ? 0 : (rows.get(subject)?.failures ?? 0) + 1;
      const atOnce = failures >= 1 && failures <= RETRIES_AT_ONCE;
      rows.set(subject, { leaseUntil: now, nextAllowedAt: atOnce ? now : now + PAUSE_MS, failures });
      return Promise.resolve();
    },
  };
}
