import { Counter, Gauge, Registry, collectDefaultMetrics } from "prom-client";
import type { Clock } from "../ports/clock.ts";
import type { RecordEvent } from "../ports/events.ts";
import type { RateLimit } from "../ports/rate-limits.ts";
import { eventMetrics } from "./metrics-events.ts";
import { installationMetrics, type InstallationMetrics, type SyncTask } from "./metrics-installation.ts";
import { trafficMetrics, type TrafficMetrics } from "./metrics-traffic.ts";

/**
 * What this process counts and measures. Labels hold names that we or the operator have given, and never what a request
 * or an upstream brought: so there are few of them, and nobody is among them (LG8).
 */
export interface Metrics extends TrafficMetrics, Omit<InstallationMetrics, "refresh"> {
  readonly contentType: string;
  /** Everything in the text format of Prometheus. */
  text(): Promise<string>;
  /** Counts what is recorded before it is passed on. */
  counting(record: RecordEvent): RecordEvent;
  clientKey(key: { readonly client: string; readonly kid: string; readonly expiresAt: Date }): void;
  clockSkew(upstream: string, seconds: number): void;
  /** Told of each use that a limit does not allow. */
  limitExceeded(limit: RateLimit): void;
}

export type { SyncTask } from "./metrics-installation.ts";

export interface MetricsOptions {
  readonly clock: Clock;
  readonly version: string;
  readonly role: string;
  /** Whom the nightly run serves, and who is asked: each has its series before anything has happened. */
  readonly tasks: readonly SyncTask[];
  readonly upstreams: readonly string[];
}

const LIMITS = {
  "login-address": true,
  "login-session": true,
  profile: true,
  refresh: true,
  "work-phone": true,
  "front-channel": true,
  "csp-report": true,
  "unknown-path": true,
} as const satisfies Record<RateLimit, true>;

/** Promises numbers of its own, beside those that Node has of every process. */
export function createMetrics({ clock, version, role, tasks, upstreams }: MetricsOptions): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: "portal_info",
    help: "Which release runs here, and which half of it",
    labelNames: ["version", "role"],
    registers,
  }).set({ version, role }, 1);
  const count = eventMetrics(registers, { tasks, upstreams });
  const { refresh, ...installation } = installationMetrics(registers, tasks);
  const exceeded = new Counter({
    name: "rate_limit_exceeded_total",
    help: "Requests beyond a limit, each of them",
    labelNames: ["limit"],
    registers,
  });
  for (const limit of Object.keys(LIMITS)) exceeded.inc({ limit }, 0);
  const keys = keyMetrics(registers, clock);
  const skew = new Gauge({
    name: "clock_skew_seconds",
    help: "How far the clock of an upstream is ahead of ours",
    labelNames: ["upstream"],
    registers,
  });
  return {
    contentType: registry.contentType,
    async text() {
      keys.refresh();
      await refresh();
      return registry.metrics();
    },
    counting: (record) => (event) => {
      count(event);
      record(event);
    },
    ...trafficMetrics(registers, upstreams),
    ...installation,
    clientKey: keys.add,
    clockSkew: (upstream, seconds) => skew.set({ upstream }, seconds),
    limitExceeded: (limit) => exceeded.inc({ limit }),
  };
}

function keyMetrics(registers: Registry[], clock: Clock) {
  const lifetimes = new Gauge({
    name: "client_key_expires_seconds",
    help: "How long a registered key of ours still lives",
    labelNames: ["client", "kid"],
    registers,
  });
  const keys: Parameters<Metrics["clientKey"]>[0][] = [];
  return {
    add: (key: Parameters<Metrics["clientKey"]>[0]) => void keys.push(key),
    refresh() {
      const now = clock().getTime();
      for (const { client, kid, expiresAt } of keys)
        lifetimes.set({ client, kid }, Math.round((expiresAt.getTime() - now) / 1000));
    },
  };
}
