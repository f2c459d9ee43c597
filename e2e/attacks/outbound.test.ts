import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { fetchKept } from "../canary/fetch-kept.ts";
import { MUNICIPALITIES, systemsOf } from "../world/municipality.ts";
import { startServer, type RunningServer } from "../world/server.ts";
import { createVisitor, type Visitor } from "./visitor.ts";
import { startTarget, type Target } from "./target.ts";

/** Far above what a busy machine needs. */
const IN_TIME = { timeout: 60_000 };
const UNAVAILABLE = /^\/feil\/idporten-unavailable\?ref=/;
const { school } = systemsOf(MUNICIPALITIES.provebygd);

let target: Target;
/** Where a redirect leads that must not be followed. */
let trap: RunningServer;
let trapped: number;
let visitor: Visitor;

beforeAll(async () => {
  trap = await startServer({
    handler: (_request, response) => {
      trapped += 1;
      response.end();
    },
  });
  // No copies: what is silent now is unavailable and not stale.
  target = await startTarget({ settings: { ANSWER_COPY_HOURS: "0" } });
}, 120_000);
afterAll(async () => {
  await target.close();
  await trap.close();
});
beforeEach(() => {
  target.world.reset();
  // Tokens that are renewed for every need, so that Maskinporten is always asked.
  target.world.maskinporten.faults.set({ tokenLifetime: 10 });
  trapped = 0;
  visitor = createVisitor(target);
});

/** What somebody sees who has just logged in. */
async function states(): Promise<readonly string[]> {
  const guardian = createVisitor(target);
  await guardian.logIn();
  return guardian.sourceStates();
}

async function callbackLeadsTo(callback: URL): Promise<string | null> {
  const answer = await visitor.get(callback.pathname + callback.search);
  return answer.headers.get("location");
}

test("everybody is asked and answers while nothing is wrong", IN_TIME, async () => {
  expect(await states()).toEqual(["fresh", "fresh", "answered"]);
});

describe("a redirect leads to nobody else (OB2)", IN_TIME, () => {
  test.each(["krr", "school", "kindergarten", "maskinporten"] as const)("from %s", async (name) => {
    target.world[name].faults.set({ redirectTo: `${trap.origin}/latest/meta-data` });
    expect(await states()).toContain("unavailable");
    expect(trapped).toBe(0);
  });

  test("from ID-porten when the log-in is pushed", async () => {
    target.world.idporten.faults.set({ redirectTo: trap.origin, only: "writes" });
    const left = await visitor.get("/auth/login?returnTo=/min-profil", { "Sec-Fetch-Dest": "document" });
    expect(left.headers.get("location")).toMatch(UNAVAILABLE);
    expect(trapped).toBe(0);
  });

  test("from ID-porten when the code is handed in", async () => {
    const callback = await visitor.goThroughIdporten();
    target.world.idporten.faults.set({ redirectTo: trap.origin, only: "writes" });
    expect(await callbackLeadsTo(callback)).toMatch(UNAVAILABLE);
    expect(trapped).toBe(0);
  });
});

describe.each([
  ["without an end is cut (OB4)", { endless: true }],
  ["of another shape is a broken contract (OB6)", { wrongSchema: true }],
])("an answer %s, is counted, and the page does without it", IN_TIME, (_what, fault) => {
  test.each([
    ["krr", "krr"],
    ["school", school.id],
  ] as const)("from %s", async (name, upstream) => {
    const series = `upstream_failures_total{upstream="${upstream}",outcome="contract"}`;
    const before = await target.metric(series);
    target.world[name].faults.set(fault);
    expect(await states()).toContain("unavailable");
    expect(await target.metric(series)).toBeGreaterThan(before);
  });

  test("from ID-porten when the code is handed in", async () => {
    const callback = await visitor.goThroughIdporten();
    target.world.idporten.faults.set({ ...fault, only: "writes" });
    expect(await callbackLeadsTo(callback)).toMatch(/^\/feil\/(idporten-unavailable|login-rejected)\?ref=/);
    expect(await visitor.isLoggedIn()).toBe(false);
  });
});

describe("the metrics (LG8)", IN_TIME, () => {
  test("stand on the internal port, and not where everybody comes", async () => {
    const [internal, open] = await Promise.all(
      [target.metricsOrigin, target.origin].map(async (origin) => {
        const answer = await fetchKept(`${origin}/metrics`);
        return answer.text();
      }),
    );
    expect(internal).toContain("security_events_total");
    expect(open).not.toContain("security_events_total");
  });

  test("tell how long the registered keys still live", async () => {
    const days =
      (await target.metric('client_key_expires_seconds{client="idporten",kid="portal-login"}')) / 86_400;
    expect(Math.round(days)).toBe(365);
  });

  test("count log-ins, and name nobody", async () => {
    const series = 'security_events_total{event="authn_login_success"}';
    const before = await target.metric(series);
    await states();
    expect(await target.metric(series)).toBe(before + 1);
    const answer = await fetch(`${target.metricsOrigin}/metrics`);
    const text = await answer.text();
    expect(target.world.people.filter(({ nationalId }) => text.includes(nationalId))).toEqual([]);
  });
});
