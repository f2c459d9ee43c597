import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { startTarget, type Target } from "../attacks/target.ts";
import { createVisitor, type Visitor } from "../attacks/visitor.ts";
import { fetchKept } from "../canary/fetch-kept.ts";
import { nightlyRun } from "../run/nightly-run.ts";
import { runToEnd } from "../run/processes.ts";
import { MUNICIPALITIES, systemsOf } from "../world/municipality.ts";

const { school } = systemsOf(MUNICIPALITIES.provebygd);
const root = fileURLToPath(new URL("../..", import.meta.url));
const IN_TIME = { timeout: 180_000 };
/** What the database knows is asked for every ten seconds at most. */
const UNTIL_TOLD = { timeout: 60_000, interval: 500 };
const LAST_SUCCESS = `sync_last_success_timestamp_seconds{register="${school.id}",population="guardians"}`;

const health = z.object({
  version: z.string(),
  role: z.string(),
  uptimeSeconds: z.number(),
  database: z.object({
    answers: z.boolean(),
    migrations: z.object({ applied: z.number(), pending: z.array(z.string()) }).nullable(),
    liveSessions: z.number().nullable(),
    pools: z.record(z.string(), z.unknown()),
  }),
  upstreams: z.array(
    z.object({
      name: z.string(),
      last: z.object({ outcome: z.string(), at: z.iso.datetime() }).nullable(),
      breaker: z.string().nullable(),
    }),
  ),
  sync: z
    .array(
      z.object({
        registerId: z.string(),
        population: z.string(),
        lastSuccessAt: z.iso.datetime().nullable(),
        last: z.object({ mode: z.string(), state: z.string(), reason: z.string().nullable() }),
      }),
    )
    .nullable(),
});

let folder: string;
let target: Target;
let visitor: Visitor;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "foresattportal-observed-"));
  target = await startTarget({
    settings: { DATABASE_URL: `pglite:${join(folder, "database")}`, ANSWER_COPY_HOURS: "0" },
  });
}, 120_000);
afterAll(async () => {
  await target.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => {
  target.world.reset();
  visitor = createVisitor(target);
});

async function readHealth() {
  const answer = await fetchKept(`${target.metricsOrigin}/health`);
  return health.parse(await answer.json());
}

/** What came of the last call of an upstream. */
async function lastOutcome(name: string): Promise<string | undefined> {
  const { upstreams } = await readHealth();
  return upstreams.find((each) => each.name === name)?.last?.outcome;
}

const requests = (labels: string): Promise<number> =>
  target.metric(`http_request_duration_seconds_count{${labels}}`);

describe("the state of a process (HE3)", IN_TIME, () => {
  test("stands on the internal port, and nowhere that a browser comes", async () => {
    const told = await readHealth();
    expect(told).toMatchObject({ version: "0.1.0", role: "all", database: { answers: true } });
    expect(told.database.migrations?.pending).toEqual([]);
    expect(told.uptimeSeconds).toBeGreaterThanOrEqual(0);
    for (const path of ["/health", "/metrics"])
      expect((await fetchKept(`${target.origin}${path}`)).status, path).toBe(404);
  });

  test("says of each upstream what came of its last call, and when", async () => {
    await visitor.logIn();
    await visitor.sourceStates();
    for (const name of ["idporten", "maskinporten", "krr", school.id])
      expect(await lastOutcome(name), name).toBe("2xx");
    target.world.school.faults.set({ status: 503 });
    target.world.krr.faults.set({ hang: true });
    await visitor.sourceStates();
    expect(await lastOutcome(school.id)).toBe("5xx");
    expect(await lastOutcome("krr")).toBe("timeout");
  });

  test("names nobody (LG2)", async () => {
    await visitor.logIn();
    await visitor.sourceStates();
    const answers = ["/health", "/metrics"].map((path) => fetchKept(`${target.metricsOrigin}${path}`));
    const text = (await Promise.all((await Promise.all(answers)).map((answer) => answer.text()))).join("");
    expect(target.world.people.filter(({ nationalId }) => text.includes(nationalId))).toEqual([]);
  });
});

describe("what is counted", IN_TIME, () => {
  test("of requests is by the pattern of the route and the class of the status", async () => {
    await visitor.logIn();
    const before = await requests('method="GET",route="/api/profile",status="2xx"');
    await visitor.sourceStates();
    expect(await requests('method="GET",route="/api/profile",status="2xx"')).toBe(before + 1);
    const stranger = createVisitor(target);
    const refused = await requests('method="GET",route="/api/profile",status="4xx"');
    await stranger.ask("GET", "/api/profile");
    expect(await requests('method="GET",route="/api/profile",status="4xx"')).toBe(refused + 1);
  });

  test("has no label of what somebody has asked for (LG8)", async () => {
    await visitor.get("/api/profile/15848730022?fnr=15848730022");
    await visitor.get("/feil/somebody-made-this-up");
    await fetchKept(`${target.origin}/api/session`, { method: "PROPFIND" });
    const answer = await fetchKept(`${target.metricsOrigin}/metrics`);
    const text = await answer.text();
    expect(text).not.toMatch(/15848730022|made-this-up|PROPFIND|localhost|127\.0\.0\.1/);
    const routes = new Set([...text.matchAll(/route="([^"]*)"/g)].map(([, route]) => route));
    expect(routes.size).toBeGreaterThan(3);
    expect(routes.size).toBeLessThan(60);
  });

  test("of upstreams has their names, outcomes and durations", async () => {
    await visitor.logIn();
    const calls = (outcome: string): Promise<number> =>
      target.metric(`upstream_request_duration_seconds_count{upstream="${school.id}",outcome="${outcome}"}`);
    const [good, bad] = [await calls("2xx"), await calls("5xx")];
    await visitor.sourceStates();
    expect(await calls("2xx")).toBeGreaterThan(good);
    target.world.school.faults.set({ status: 500 });
    await visitor.sourceStates();
    expect(await calls("5xx")).toBeGreaterThan(bad);
  });

  test("of sessions is how many live, how log-ins ended, and what ended sessions", async () => {
    const live = (): Promise<number> => target.metric("sessions_live");
    const logins = await target.metric('logins_total{outcome="success"}');
    const ended = await target.metric('sessions_ended_total{by="user"}');
    await visitor.logIn();
    await expect.poll(live, UNTIL_TOLD).toBeGreaterThan(0);
    const before = await live();
    await visitor.ask("POST", "/auth/logout", {});
    await expect.poll(live, UNTIL_TOLD).toBe(before - 1);
    expect(await target.metric('logins_total{outcome="success"}')).toBe(logins + 1);
    expect(await target.metric('sessions_ended_total{by="user"}')).toBe(ended + 1);
  });

  test("of refusals is each of them, by its limit", async () => {
    await visitor.logIn();
    const series = 'rate_limit_exceeded_total{limit="profile"}';
    const before = await target.metric(series);
    let refused = 0;
    for (let view = 0; view < 65; view += 1)
      if ((await visitor.ask("GET", "/api/profile")).status === 429) refused += 1;
    expect(refused).toBeGreaterThan(1);
    expect(await target.metric(series)).toBe(before + refused);
  });
});

/** The nightly run to its end; on a busy machine a register may be late, and the run goes on when it is begun again. */
async function runNight(): Promise<void> {
  const line = { command: process.execPath, args: nightlyRun(), cwd: root, env: target.environment() };
  const end = AbortSignal.timeout(100_000);
  let ended = await runToEnd(line, end);
  while (ended.code === 3 && !end.aborted) ended = await runToEnd(line, end);
  expect(ended.code, ended.output).toBe(0);
}

describe("the last night (SY6)", IN_TIME, () => {
  test("is told by a process that has started after it, of each register and population", async () => {
    expect(await target.metric(LAST_SUCCESS)).toBe(0);
    const began = Date.now() / 1000;
    await target.stop();
    await runNight();
    await target.start();
    expect(await target.metric(LAST_SUCCESS)).toBeGreaterThan(began - 1);
    expect((await readHealth()).sync).toContainEqual(
      expect.objectContaining({
        registerId: school.id,
        population: "guardians",
        last: { mode: "first-run", state: "done", reason: null },
      }),
    );
  });
});
