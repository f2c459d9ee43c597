import { Gauge, type Registry } from "prom-client";
import type { Population } from "../domain/sync/population.ts";
import type { Installation, PoolState, ReadInstallation } from "../ports/installation.ts";

/** Whom the nightly run is to serve, by the configuration. */
export interface SyncTask {
  readonly registerId: string;
  readonly population: Population;
}

export interface InstallationMetrics {
  /** Asks the database anew; what it does not answer is left out, since an old number looks like a new one. */
  refresh(): Promise<void>;
  /** From now on the database is asked by this. */
  database(read: ReadInstallation): void;
  pool(name: string, state: () => PoolState | null): void;
}

/**
 * What only the database knows, for all replicas together, and so the same after a restart.
 *
 * @param tasks each has its series also before its first night.
 */
export function installationMetrics(registers: Registry[], tasks: readonly SyncTask[]): InstallationMetrics {
  const up = new Gauge({
    name: "database_up",
    help: "Whether the database answered when it was asked for what only it knows",
    registers,
  });
  const known = knownGauges(registers, tasks);
  const pools = poolGauge(registers);
  let read: ReadInstallation | null = null;
  up.remove();
  known.forget();
  return {
    async refresh() {
      pools.refresh();
      if (read === null) return;
      const installation = await read().catch(() => null);
      up.set(installation === null ? 0 : 1);
      known.forget();
      if (installation !== null) known.show(installation);
    },
    database: (by) => void (read = by),
    pool: pools.add,
  };
}

function knownGauges(registers: Registry[], tasks: readonly SyncTask[]) {
  const sessions = new Gauge({
    name: "sessions_live",
    help: "Sessions that live, of all replicas",
    registers,
  });
  const pending = new Gauge({
    name: "database_migrations_pending",
    help: "Migrations that the database still lacks",
    registers,
  });
  const success = new Gauge({
    name: "sync_last_success_timestamp_seconds",
    help: "When the nightly run last came to its end; 0 where it never has",
    labelNames: ["register", "population"],
    registers,
  });
  const duration = new Gauge({
    name: "sync_last_duration_seconds",
    help: "How long the newest run took that has ended",
    labelNames: ["register", "population"],
    registers,
  });
  return {
    forget() {
      for (const each of [success, duration]) each.reset();
      for (const each of [sessions, pending]) each.remove();
    },
    show({ liveSessions, sync, migrations }: Installation) {
      sessions.set(liveSessions);
      pending.set(migrations.pending.length);
      for (const { registerId: register, population } of tasks) {
        const standing = sync.find((each) => each.registerId === register && each.population === population);
        success.set({ register, population }, (standing?.lastSuccessAt?.getTime() ?? 0) / 1000);
        const { startedAt, endedAt = null } = standing?.last ?? {};
        if (startedAt !== undefined && endedAt !== null)
          duration.set({ register, population }, (endedAt.getTime() - startedAt.getTime()) / 1000);
      }
    },
  };
}

function poolGauge(registers: Registry[]) {
  const connections = new Gauge({
    name: "database_pool_connections",
    help: "Connections of a pool: all of them, idle ones, and who waits for one",
    labelNames: ["pool", "state"],
    registers,
  });
  const pools = new Map<string, () => PoolState | null>();
  return {
    add: (name: string, state: () => PoolState | null) => void pools.set(name, state),
    refresh() {
      for (const [pool, stateNow] of pools)
        for (const [state, count] of Object.entries({ ...stateNow() }))
          connections.set({ pool, state }, count);
    },
  };
}
