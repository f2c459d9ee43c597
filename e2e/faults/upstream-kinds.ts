import type { UpstreamFault } from "../world/upstream-faults.ts";

/** What a fault leaves of the system it hits: its answer, its last answer, or nothing that may be shown. */
export type Remains = "own answer" | "last answer" | "nothing";

export interface FaultKind {
  readonly name: string;
  readonly fault: UpstreamFault;
  readonly remains: Remains;
}

/** Each way to be wrong that a system has whatever it is asked, by what a guardian is to see then (UP1). */
export const FAULT_KINDS: readonly FaultKind[] = [
  { name: "answers a second late", fault: { latency: 1000 }, remains: "own answer" },
  { name: "answers half a minute late", fault: { latency: 30_000 }, remains: "last answer" },
  { name: "takes the request and says nothing", fault: { hang: true }, remains: "last answer" },
  { name: "resets the connection", fault: { down: true }, remains: "last answer" },
  { name: "resets the connection in the middle", fault: { half: "reset" }, remains: "last answer" },
  { name: "closes the connection in the middle", fault: { half: "short" }, remains: "last answer" },
  { name: "cuts the JSON", fault: { half: "cut" }, remains: "last answer" },
  { name: "says nothing after the headers", fault: { half: "silence" }, remains: "last answer" },
  { name: "tells a byte a second", fault: { drip: 1 }, remains: "last answer" },
  { name: "answers with a page of HTML", fault: { html: true }, remains: "last answer" },
  { name: "answers something else", fault: { wrongSchema: true }, remains: "last answer" },
  { name: "answers 100 MB, and says so", fault: { huge: "announced" }, remains: "last answer" },
  { name: "answers 100 MB", fault: { huge: "unannounced" }, remains: "last answer" },
  { name: "answers without an end", fault: { endless: true }, remains: "last answer" },
  { name: "answers 429", fault: { status: 429, retryAfter: 30 }, remains: "last answer" },
  { name: "answers 500", fault: { status: 500 }, remains: "last answer" },
  { name: "answers 503", fault: { status: 503, retryAfter: 30 }, remains: "last answer" },
  // Who refuses us now has taken back what was told before.
  { name: "answers 401", fault: { status: 401 }, remains: "nothing" },
  { name: "answers 403", fault: { status: 403 }, remains: "nothing" },
];
