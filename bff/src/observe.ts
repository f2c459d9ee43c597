import type { Config } from "./config.ts";
import { healthDetail } from "./health-detail.ts";
import { serveInsight } from "./http/internal-server.ts";
import type { OnAnswered } from "./http/request-log.ts";
import { watchClientKeys } from "./platform/client-key-watch.ts";
import { expiryOf } from "./platform/client-keys.ts";
import { watchClock } from "./platform/clock-watch.ts";
import { forAWhile } from "./platform/for-a-while.ts";
import { createLastOutcomes } from "./platform/last-outcomes.ts";
import { eventLog, type Logger } from "./platform/logger.ts";
import { createMetrics, type Metrics, type SyncTask } from "./platform/metrics.ts";
import { observations, type BreakerState, type Work } from "./platform/observed.ts";
import { watchTls } from "./platform/tls-fault.ts";
import type { Clock } from "./ports/clock.ts";
import type { RecordEvent } from "./ports/events.ts";
import type { PoolState, ReadInstallation } from "./ports/installation.ts";
import type { RateLimit } from "./ports/rate-limits.ts";
import { StoreUnavailable } from "./ports/store-unavailable.ts";
import { VERSION } from "./version.ts";

/** However many ask on the internal port, the database is asked so seldom. */
const INSTALLATION_LIVES_MS = 10_000;

export interface Observer {
  readonly record: RecordEvent;
  /** Told what time it is at Maskinporten. */
  readonly onMaskinportenDate: (date: Date) => void;
  readonly onAnswered: OnAnswered;
  readonly onLimitExceeded: (limit: RateLimit) => void;
}

export interface RunningObserver extends Observer {
  /**
   * From now on the database is part of what is told; until then it is one that does not answer.
   *
   * @param ready rejects while this process can do nothing.
   */
  database(read: ReadInstallation, ready: () => Promise<void>): void;
  /** A pool of connections that is open from now on. */
  pool(name: string, state: () => PoolState | null): void;
  stop(): Promise<void>;
}

/**
 * Begins to tell the log, whoever asks on the internal port, and the collector of traces where one is named, how this
 * process and its surroundings are. Stands before the database is opened, so that its statements are seen.
 */
export async function startObserving(options: {
  config: Config;
  logger: Logger;
  clock: Clock;
}): Promise<RunningObserver> {
  const { config, logger, clock } = options;
  const { role } = config;
  const upstreams = ["idporten", "maskinporten", "krr", ...config.registers.map(({ id }) => id)];
  const metrics = createMetrics({ clock, version: VERSION, role, tasks: tasksOf(config), upstreams });
  const record = metrics.counting(eventLog(logger));
  const outcomes = createLastOutcomes(upstreams, clock);
  const pools = new Map<string, () => PoolState | null>();
  let read: ReadInstallation = notOpened;
  let ready: () => Promise<void> = notOpened;
  const installation = forAWhile(() => read(), INSTALLATION_LIVES_MS);
  metrics.database(installation);
  const health = () =>
    healthDetail({ version: VERSION, role, upstreams: outcomes.all(), pools, installation });
  const watches = [
    watchTls(upstreamsByHost(config), record),
    watchClientKeys(keysOf(config, metrics), { clock, record }),
    watchUpstreams(metrics, outcomes),
  ];
  const traces = await tracesTo(config, record);
  const server =
    config.metricsPort === null
      ? null
      : await serveInsight({ metrics, health, ready: () => ready() }, internal(config, config.metricsPort));
  return {
    record,
    onMaskinportenDate: watchClock({ upstream: "maskinporten", clock, record, measure: metrics.clockSkew }),
    onAnswered: metrics.request,
    onLimitExceeded: metrics.limitExceeded,
    database(by, isReady) {
      read = by;
      ready = isReady;
    },
    pool(name, state) {
      pools.set(name, state);
      metrics.pool(name, state);
    },
    async stop() {
      for (const watch of watches) watch.stop();
      await Promise.all([server?.stop(), traces?.stop()]);
    },
  };
}

function notOpened(): Promise<never> {
  return Promise.reject(new StoreUnavailable("not opened yet"));
}

/** Nothing of OpenTelemetry is loaded where no collector is named. */
async function tracesTo({ tracesEndpoint: endpoint, role }: Config, record: RecordEvent) {
  if (endpoint === null) return null;
  const { startTraces } = await import("./platform/traces.ts");
  const onLost = (spans: number): void => record({ name: "traces_lost", spans });
  return startTraces({ endpoint, version: VERSION, role, onLost });
}

function watchUpstreams(metrics: Metrics, outcomes: ReturnType<typeof createLastOutcomes>) {
  const onCall = (call: Work): void => {
    metrics.upstreamCall(call);
    outcomes.call(call.name, call.outcome);
  };
  const onBreaker = (upstream: string, state: BreakerState): void => {
    metrics.breaker(upstream, state);
    outcomes.breaker(upstream, state);
  };
  observations.on("call", onCall).on("retry", metrics.upstreamRetry).on("breaker", onBreaker);
  return {
    stop: () =>
      void observations.off("call", onCall).off("retry", metrics.upstreamRetry).off("breaker", onBreaker),
  };
}

/** The keys of both clients, whose ends are measured from now on. */
function keysOf(config: Config, metrics: Metrics) {
  const keys = (["idporten", "maskinporten"] as const).flatMap((client) =>
    config[client].keys.map((key) => ({ client, key })),
  );
  for (const { client, key } of keys) {
    const expiresAt = expiryOf(key);
    if (expiresAt !== null) metrics.clientKey({ client, kid: key.kid, expiresAt });
  }
  return keys;
}

/** Demo and tests stay on this machine; in production the platform decides who reaches the port. */
function internal({ production }: Config, port: number) {
  return { port, ...(!production && { hostname: "localhost" }) };
}

function tasksOf({ registers }: Config): SyncTask[] {
  return registers.flatMap(({ id: registerId, sync }): SyncTask[] => [
    { registerId, population: "guardians" },
    ...(sync.employees ? [{ registerId, population: "employees" } as const] : []),
  ]);
}

function upstreamsByHost({ idporten, maskinporten, krr, registers }: Config): ReadonlyMap<string, string> {
  return new Map(
    [
      ...registers.map(({ baseUrl, id }) => [baseUrl, id] as const),
      [krr.baseUrl, "krr"] as const,
      [maskinporten.issuer, "maskinporten"] as const,
      [idporten.issuer, "idporten"] as const,
    ].map(([address, name]) => [new URL(address).host, name]),
  );
}
