import { Counter, type Registry } from "prom-client";
import { countOf, EMPTY_TALLY, type Tally } from "../domain/sync/tally.ts";
import type { PortalEvent } from "../ports/events.ts";
import type { SyncTask } from "./metrics-installation.ts";
import { EVENT_KINDS, EVENT_NAMES } from "./event-kinds.ts";

type Ending = (PortalEvent & { readonly name: "session_ended" })["by"] | "expired" | "idle";

/** The failures of `routes/login.ts`; whatever else were told would be `other`, and no label that somebody has sent. */
const LOGIN_OUTCOMES = [
  "success",
  "idporten-unavailable",
  "login-cancelled",
  "login-expired",
  "login-level",
  "login-no-national-id",
  "login-rejected",
  "other",
];
const ENDINGS: readonly Ending[] = [
  "user",
  "front-channel",
  "back-channel",
  "new-login",
  "administrator",
  "expired",
  "idle",
];

type CountEvent = (event: PortalEvent) => void;

/** Counts what is recorded. Promises a series from the start, since a rise from nothing is seen by no alert. */
export function eventMetrics(
  registers: Registry[],
  { tasks, upstreams }: { readonly tasks: readonly SyncTask[]; readonly upstreams: readonly string[] },
): CountEvent {
  const counts = [
    countNames(registers),
    countFailures(registers, upstreams),
    countSessions(registers),
    countFields(registers, tasks),
  ];
  return (event) => {
    for (const count of counts) count(event);
  };
}

function countNames(registers: Registry[]): CountEvent {
  const labelNames = ["event"];
  const counters = {
    security: new Counter({
      name: "security_events_total",
      help: "Events of security, by their name in the log",
      labelNames,
      registers,
    }),
    work: new Counter({
      name: "work_events_total",
      help: "Events of the daily work, by their name in the log",
      labelNames,
      registers,
    }),
  };
  for (const event of EVENT_NAMES) counters[EVENT_KINDS[event].about].inc({ event }, 0);
  return ({ name: event }) => counters[EVENT_KINDS[event].about].inc({ event });
}

function countFailures(registers: Registry[], upstreams: readonly string[]): CountEvent {
  const failures = new Counter({
    name: "upstream_failures_total",
    help: "Questions that an upstream gave no usable answer to",
    labelNames: ["upstream", "outcome"],
    registers,
  });
  for (const upstream of upstreams)
    for (const outcome of ["timeout", "unavailable", "contract", "refused"])
      failures.inc({ upstream, outcome }, 0);
  return (event) => {
    if (event.name === "upstream_failed")
      failures.inc({ upstream: event.failure.upstream, outcome: event.failure.kind });
  };
}

function countSessions(registers: Registry[]): CountEvent {
  const logins = new Counter({
    name: "logins_total",
    help: "Log-ins that were begun and came to an end, by which",
    labelNames: ["outcome"],
    registers,
  });
  const endings = new Counter({
    name: "sessions_ended_total",
    help: "Sessions that ended, by what ended them; one that nobody meets again is not among them",
    labelNames: ["by"],
    registers,
  });
  for (const outcome of LOGIN_OUTCOMES) logins.inc({ outcome }, 0);
  for (const by of ENDINGS) endings.inc({ by }, 0);
  return (event) => {
    if (event.name === "authn_login_success") logins.inc({ outcome: "success" });
    if (event.name === "authn_login_fail")
      logins.inc({ outcome: LOGIN_OUTCOMES.includes(event.failure) ? event.failure : "other" });
    if (event.name === "session_ended") endings.inc({ by: event.by }, event.sessions);
    if (event.name === "session_expired") endings.inc({ by: "expired" });
    if (event.name === "session_idle") endings.inc({ by: "idle" });
  };
}

function countFields(registers: Registry[], tasks: readonly SyncTask[]): CountEvent {
  const fields = new Counter({
    name: "sync_fields_total",
    help: "Fields of steps that came to their end, by what became of them",
    labelNames: ["register", "population", "result"],
    registers,
  });
  for (const { registerId: register, population } of tasks)
    for (const result of Object.keys(resultsOf({ tally: EMPTY_TALLY, mode: "write" })))
      fields.inc({ register, population, result }, 0);
  return (event) => {
    // A step that was halted goes on later, and tells the whole then.
    if (event.name !== "sync_step") return;
    const { register, population } = event;
    for (const [result, count] of Object.entries(resultsOf(event)))
      fields.inc({ register, population, result }, count);
  };
}

/** What a list for approval or a comparison would change is planned and not changed. */
function resultsOf({
  tally,
  mode,
}: {
  readonly tally: Tally;
  readonly mode: string;
}): Record<string, number> {
  const changed = countOf(tally, ["changed", "filled", "emptied", "confirmed"]);
  const wrote = mode === "write";
  return {
    changed: wrote ? changed : 0,
    planned: (wrote ? 0 : changed) + countOf(tally, ["verify-only"]),
    unchanged: countOf(tally, ["unchanged"]),
    left_alone: countOf(tally, [
      "opted-out",
      "blocked",
      "no-krr-data",
      "krr-expired",
      "krr-invalid",
      "read-only",
      "not-active",
    ]),
    pending: countOf(tally, ["pending"]),
    failed: countOf(tally, ["failed", "conflict"]),
  };
}
