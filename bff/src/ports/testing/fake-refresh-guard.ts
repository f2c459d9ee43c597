import type { Clock } from "../clock.ts";
import type { RefreshGuard } from "../refresh-guard.ts";

const LEASE_MS = 30_000;

export interface FakeRefreshGuard extends RefreshGuard {
  /** The pause of every release, in order. */
  readonly pauses: readonly number[];
}

/** The guard of «Oppdater» in memory, on the test's clock; its contract test runs on the store too. */
export function createFakeRefreshGuard(clock: Clock): FakeRefreshGuard {
  const rows = new Map<string, { leaseUntil: number; nextAllowedAt: number }>();
  const pauses: number[] = [];
  return {
    pauses,
    admit(subject) {
      const now = clock().getTime();
      const row = rows.get(subject) ?? { leaseUntil: now, nextAllowedAt: now };
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
    release(subject, pauseSeconds) {
      const now = clock().getTime();
      pauses.push(pauseSeconds);
      rows.set(subject, { leaseUntil: now, nextAllowedAt: now + pauseSeconds * 1000 });
      return Promise.resolve();
    },
  };
}
