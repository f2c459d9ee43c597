import { beforeEach, describe, expect, it } from "vitest";
import { EMPTY_TALLY } from "../domain/sync/tally.ts";
import type { PortalEvent } from "../ports/events.ts";
import type { Installation } from "../ports/installation.ts";
import { StoreUnavailable } from "../ports/store-unavailable.ts";
import { EVENT_NAMES } from "./event-kinds.ts";
import { createMetrics, type Metrics } from "./metrics.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
/** Of ours: names that we or the operator have given. The rest are those of Node's own measures. */
const OUR_LABELS = [
  "by",
  "client",
  "event",
  "kid",
  "limit",
  "method",
  "outcome",
  "pool",
  "population",
  "register",
  "result",
  "role",
  "route",
  "state",
  "status",
  "upstream",
];
const NODE_LABELS = ["kind", "le", "major", "minor", "patch", "space", "type", "version"];
const LOGIN: PortalEvent = { name: "authn_login_success", subject: "15838720231", acr: "idporten-loa-high" };

const STEP: PortalEvent & { readonly name: "sync_step" } = {
  name: "sync_step",
  run: "r",
  register: "school",
  population: "guardians",
  mode: "write",
  seconds: 90,
  calls: { krr: 1, register: 2 },
  emptiedAfterLeaving: 0,
  tally: {
    ...EMPTY_TALLY,
    fields: {
      mobile: { changed: 1, filled: 1, unchanged: 40 },
      email: { confirmed: 1, failed: 1, conflict: 1 },
    },
  },
};

let now: number;
let metrics: Metrics;

beforeEach(() => {
  now = Date.parse("2026-11-22T09:00:00.000Z");
  metrics = ofAProcess();
});

const SCHOOL = { registerId: "school", population: "guardians" } as const;

const ofAProcess = (tasks = [SCHOOL]): Metrics =>
  createMetrics({ clock: () => new Date(now), version: "0.1.0", role: "all", tasks, upstreams: ["krr"] });

const standing = (ended: string): Installation => ({
  liveSessions: 17,
  migrations: { applied: 8, pending: [] },
  sync: [
    {
      ...SCHOOL,
      lastSuccessAt: new Date(ended),
      last: {
        mode: "write",
        state: "done",
        reason: null,
        startedAt: new Date(Date.parse(ended) - 90_000),
        endedAt: new Date(ended),
      },
    },
  ],
});

async function seriesOf(of: Metrics = metrics): Promise<string[]> {
  return (await of.text()).split("\n").filter((line) => line !== "" && !line.startsWith("#"));
}

/** The labels of a series; a value in quotes may hold anything. */
const labelsOf = (series: string): string[] =>
  [...series.matchAll(/[{,](\w+)="(?:[^"\\]|\\.)*"/g)].map(([, label = ""]) => label);

/** As much as an installation of many registers can ever tell. */
function tellEverything(of: Metrics): void {
  const record = of.counting(() => undefined);
  const registers = Array.from({ length: 12 }, (_, n) => `register-${String(n)}`);
  for (const upstream of ["idporten", "maskinporten", "krr", ...registers])
    for (const kind of ["timeout", "unavailable", "contract", "refused"] as const)
      record({ name: "upstream_failed", failure: { upstream, kind, status: 503, reason: "anything" } });
  const subjects = Array.from({ length: 50 }, (_, n) => `subject-${String(n)}`);
  for (const subject of subjects) record({ name: "authn_login_success", subject, acr: subject });
  for (const reason of subjects) record({ name: "authn_login_fail", failure: reason, reason });
  record({ name: "session_ended", by: "user", subject: "s", sessions: 1 });
  record({ name: "session_invalid", reason: "expired" });
  record({ name: "logout_token_refused" });
  record({ name: "malicious_csrf", reason: "header" });
  record({ name: "upstream_tls_failed", upstream: "krr", code: "CERT_HAS_EXPIRED" });
  record({ name: "clock_skew", upstream: "maskinporten", seconds: 15 });
  record({ name: "client_key_expires", client: "idporten", kid: "k", daysLeft: 3 });
  record({ name: "client_key_age_unknown", client: "idporten", kid: "k" });
  record({ name: "session_without_sid", subject: "s" });
  of.clockSkew("maskinporten", 3);
  for (const upstream of ["idporten", "maskinporten", "krr", ...registers]) {
    for (const outcome of ["2xx", "3xx", "4xx", "5xx", "timeout", "unavailable", "contract", "refused"])
      of.upstreamCall({ kind: "upstream", name: upstream, method: "post", startedAt: 0, outcome });
    of.upstreamRetry(upstream);
    of.breaker(upstream, "half-open");
    record({ ...STEP, register: upstream });
  }
  for (const subject of subjects) of.request({ method: subject, route: "/api/profile", status: 200, ms: 3 });
  for (const status of [200, 303, 401, 429, 503]) of.request({ method: "GET", route: "/*", status, ms: 3 });
  of.limitExceeded("profile");
  of.pool("interactive", () => ({ total: 3, idle: 2, waiting: 0 }));
  of.database(() => Promise.resolve(standing("2026-11-22T03:20:00.000Z")));
  for (const client of ["idporten", "maskinporten"])
    for (const kid of ["1", "2", "3", "4", "5"]) of.clientKey({ client, kid, expiresAt: new Date(now) });
}

const timing = (suffix: string, labels: string, value: string): string =>
  `http_request_duration_seconds_${suffix}{${labels}} ${value}`;
const fields = (result: string, count: number): string =>
  `sync_fields_total{register="school",population="guardians",result="${result}"} ${String(count)}`;

describe("the metrics", () => {
  it("know no label but those on the list, and fewer than 200 combinations of each (LG8)", async () => {
    tellEverything(metrics);
    const series = await seriesOf();
    const known = new Set([...OUR_LABELS, ...NODE_LABELS]);
    expect(series.flatMap(labelsOf).filter((label) => !known.has(label))).toEqual([]);
    const used = new Set(series.flatMap(labelsOf));
    expect(OUR_LABELS.filter((label) => !used.has(label))).toEqual([]);
    // Buckets are the scale of a measure and not a property of what is measured.
    const combinations = Map.groupBy(
      new Set(series.filter((each) => !each.includes("le=")).map((each) => each.replace(/ \S+$/, ""))),
      (each) => each.replace(/\{.*/, ""),
    );
    expect(combinations.size).toBeGreaterThan(20);
    for (const [name, all] of combinations) expect(all.length, name).toBeLessThan(200);
  });

  it("hold nothing of the person whom an event is on (LG8)", async () => {
    tellEverything(metrics);
    metrics.counting(() => undefined)(LOGIN);
    expect(await metrics.text()).not.toMatch(/subject|15838720231|anything/);
  });

  it("count events of security by name, and pass every event on as it is", async () => {
    const passed: PortalEvent[] = [];
    const record = metrics.counting((event) => passed.push(event));
    const done: PortalEvent = { name: "refresh_done", subject: "s", outcomes: {} };
    for (const event of [LOGIN, LOGIN, done]) record(event);
    expect(passed).toEqual([LOGIN, LOGIN, done]);
    const series = await seriesOf();
    expect(series).toContain('security_events_total{event="authn_login_success"} 2');
    expect(series).toContain('work_events_total{event="refresh_done"} 1');
    expect(series.join("\n")).not.toContain('security_events_total{event="refresh_done"}');
  });

  it("count what an upstream did not answer by how it failed (OB6)", async () => {
    const record = metrics.counting(() => undefined);
    record({ name: "upstream_failed", failure: { upstream: "krr", kind: "contract", status: 200 } });
    expect(await seriesOf()).toContain('upstream_failures_total{upstream="krr",outcome="contract"} 1');
  });

  it("tell how long a client key still lives, at the time of asking", async () => {
    metrics.clientKey({ client: "idporten", kid: "k1", expiresAt: new Date(now + DAY_MS) });
    expect(await seriesOf()).toContain('client_key_expires_seconds{client="idporten",kid="k1"} 86400');
    now += 2 * DAY_MS;
    expect(await seriesOf()).toContain('client_key_expires_seconds{client="idporten",kid="k1"} -86400');
  });

  it("hold a series of every event before it has happened, so that an alert sees the first", async () => {
    const series = await seriesOf();
    for (const event of EVENT_NAMES)
      expect(series, event).toContainEqual(
        expect.stringMatching(`^(security|work)_events_total\\{event="${event}"\\} 0$`),
      );
  });

  it("tell rate, errors and duration of requests by the pattern of their route", async () => {
    metrics.request({ method: "GET", route: "/api/profile", status: 200, ms: 30 });
    metrics.request({ method: "GET", route: "/api/profile", status: 204, ms: 250 });
    metrics.request({ method: "GET", route: "/api/profile", status: 503, ms: 3000 });
    const series = await seriesOf();
    const fine = 'method="GET",route="/api/profile",status="2xx"';
    expect(series).toContain(timing("count", fine, "2"));
    expect(series).toContain(timing("sum", fine, "0.28"));
    expect(series).toContain(timing("bucket", `le="0.05",${fine}`, "1"));
    expect(series).toContain(timing("count", 'method="GET",route="/api/profile",status="5xx"', "1"));
  });

  it("count calls of an upstream by what came of them, repetitions, and whether it is asked at all", async () => {
    const call = { kind: "upstream", name: "krr", method: "post", startedAt: performance.now() } as const;
    metrics.upstreamCall({ ...call, outcome: "2xx" });
    metrics.upstreamCall({ ...call, outcome: "timeout" });
    metrics.upstreamRetry("krr");
    metrics.breaker("krr", "open");
    const series = await seriesOf();
    expect(series).toContain('upstream_request_duration_seconds_count{upstream="krr",outcome="2xx"} 1');
    expect(series).toContain('upstream_request_duration_seconds_count{upstream="krr",outcome="timeout"} 1');
    expect(series).toContain('upstream_retries_total{upstream="krr"} 1');
    expect(series).toContain('upstream_breaker_state{upstream="krr"} 2');
    metrics.breaker("krr", "closed");
    expect(await seriesOf()).toContain('upstream_breaker_state{upstream="krr"} 0');
  });

  it("count log-ins by how they ended, and sessions by what ended them", async () => {
    const record = metrics.counting(() => undefined);
    record({ name: "authn_login_fail", failure: "login-cancelled", reason: "access_denied" });
    record({ name: "session_ended", by: "back-channel", subject: "s", sessions: 2 });
    record({ name: "session_idle", subject: "s" });
    const series = await seriesOf();
    expect(series).toContain('logins_total{outcome="login-cancelled"} 1');
    expect(series).toContain('logins_total{outcome="success"} 0');
    expect(series).toContain('sessions_ended_total{by="back-channel"} 2');
    expect(series).toContain('sessions_ended_total{by="idle"} 1');
  });

  it("count every use beyond a limit", async () => {
    metrics.limitExceeded("profile");
    metrics.limitExceeded("profile");
    expect(await seriesOf()).toContain('rate_limit_exceeded_total{limit="profile"} 2');
  });

  it("count what the nightly run changed, left and failed to write", async () => {
    metrics.counting(() => undefined)(STEP);
    const series = await seriesOf();
    expect(series).toContain(fields("changed", 3));
    expect(series).toContain(fields("unchanged", 40));
    expect(series).toContain(fields("failed", 2));
    expect(series).toContain(fields("planned", 0));
  });

  it("count as planned what a list for approval would change", async () => {
    metrics.counting(() => undefined)({ ...STEP, mode: "first-run" });
    expect(await seriesOf()).toContain(
      'sync_fields_total{register="school",population="guardians",result="planned"} 3',
    );
  });

  it("tell what the database knows each time they are asked (SY6)", async () => {
    metrics.database(() => Promise.resolve(standing("2026-11-22T03:20:00.000Z")));
    const series = await seriesOf();
    const ended = Date.parse("2026-11-22T03:20:00.000Z") / 1000;
    const labels = '{register="school",population="guardians"}';
    expect(series).toContain(`sync_last_success_timestamp_seconds${labels} ${String(ended)}`);
    expect(series).toContain(`sync_last_duration_seconds${labels} 90`);
    expect(series).toContain("sessions_live 17");
    expect(series).toContain("database_up 1");
    expect(series).toContain("database_migrations_pending 0");
  });

  it("tell of a register whose night has never come to its end, so that its absence is seen (SY6)", async () => {
    metrics.database(() => Promise.resolve({ ...standing("2026-11-22T03:20:00.000Z"), sync: [] }));
    expect(await seriesOf()).toContain(
      'sync_last_success_timestamp_seconds{register="school",population="guardians"} 0',
    );
  });

  it("leave out what a silent database would know, instead of telling an old number", async () => {
    metrics.database(() => Promise.resolve(standing("2026-11-22T03:20:00.000Z")));
    await seriesOf();
    metrics.database(() => Promise.reject(new StoreUnavailable("57P01")));
    const series = await seriesOf();
    expect(series).toContain("database_up 0");
    expect(series.filter((each) => /^(sessions_live|sync_last|database_migrations)/.test(each))).toEqual([]);
  });

  it("tell how many connections there are, and who waits for one", async () => {
    metrics.pool("interactive", () => ({ total: 10, idle: 0, waiting: 4 }));
    const series = await seriesOf();
    expect(series).toContain('database_pool_connections{pool="interactive",state="total"} 10');
    expect(series).toContain('database_pool_connections{pool="interactive",state="waiting"} 4');
  });

  it("tell which release this is", async () => {
    expect(await seriesOf()).toContain('portal_info{version="0.1.0",role="all"} 1');
  });

  it("tell of the process itself", async () => {
    expect(await metrics.text()).toMatch(/^process_resident_memory_bytes \d+/m);
  });

  it("of two processes in one are two", async () => {
    metrics.counting(() => undefined)(LOGIN);
    expect(await seriesOf(ofAProcess())).toContain('security_events_total{event="authn_login_success"} 0');
  });
});
