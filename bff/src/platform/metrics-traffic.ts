import { Counter, Gauge, Histogram, type Registry } from "prom-client";
import type { BreakerState, Work } from "./observed.ts";

/** A request that was answered, by what we know of it: its method, the pattern of its route, its status. */
export interface AnsweredRequest {
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly ms: number;
}

export interface TrafficMetrics {
  request(answered: AnsweredRequest): void;
  upstreamCall(call: Work): void;
  upstreamRetry(upstream: string): void;
  breaker(upstream: string, state: BreakerState): void;
}

/** Up to the four seconds in which a page answers whatever is down (UP1), and beyond. */
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 4, 10];
const METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "POST", "PUT", "DELETE"]);
const STATUS_CLASSES: readonly string[] = ["", "1xx", "2xx", "3xx", "4xx", "5xx"];
const BREAKER_STATES = { closed: 0, "half-open": 1, open: 2 } as const satisfies Record<BreakerState, number>;

/** Rate, errors and duration of what is answered and of what is asked: a histogram's count is the rate. */
export function trafficMetrics(registers: Registry[], upstreams: readonly string[]): TrafficMetrics {
  const requests = new Histogram({
    name: "http_request_duration_seconds",
    help: "Requests that were answered, by the pattern of their route and the class of their status",
    labelNames: ["method", "route", "status"],
    buckets: SECONDS,
    registers,
  });
  const calls = new Histogram({
    name: "upstream_request_duration_seconds",
    help: "Requests sent to an upstream, by the class of its status or by how it failed",
    labelNames: ["upstream", "outcome"],
    buckets: SECONDS,
    registers,
  });
  const retries = new Counter({
    name: "upstream_retries_total",
    help: "Requests to an upstream that were sent once more",
    labelNames: ["upstream"],
    registers,
  });
  const breakers = new Gauge({
    name: "upstream_breaker_state",
    help: "Whether an upstream is asked: 0 it is, 1 by a single probe, 2 it is not",
    labelNames: ["upstream"],
    registers,
  });
  for (const upstream of upstreams) {
    retries.inc({ upstream }, 0);
    breakers.set({ upstream }, BREAKER_STATES.closed);
  }
  return {
    request({ method, route, status, ms }) {
      const labels = {
        // A method is what the sender writes.
        method: METHODS.has(method) ? method : "other",
        route,
        status: STATUS_CLASSES[Math.trunc(status / 100)] ?? "other",
      };
      requests.observe(labels, ms / 1000);
    },
    upstreamCall: ({ name, outcome, startedAt }) =>
      calls.observe({ upstream: name, outcome }, (performance.now() - startedAt) / 1000),
    upstreamRetry: (upstream) => retries.inc({ upstream }),
    breaker: (upstream, state) => breakers.set({ upstream }, BREAKER_STATES[state]),
  };
}
