import { request } from "node:http";
import { text } from "node:stream/consumers";
import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createVisitor, type Visitor } from "../attacks/visitor.ts";
import { startTarget, type Target } from "../attacks/target.ts";
import { MUNICIPALITIES, systemsOf } from "../world/municipality.ts";
import { startServer, type RunningServer } from "../world/server.ts";
import { attributesOf, startCollector, type Collector, type ReceivedSpan } from "./collector.ts";

const { school } = systemsOf(MUNICIPALITIES.provebygd);
const IN_TIME = { timeout: 120_000 };
const FOREIGN_TRACE = "0af7651916cd43dd8448eb211c80319c";
const AGENT = "Nettleser-som-avslører/7.5";
/** What the requests below bring along, and what they come by. */
const TOLD = ["geheim", "203.0.113.77", "127.0.0.1", "::1", AGENT, "Nettleser", "15848730022", "nowhere"];
/** All that a span may say of itself (decision 022). */
const ALLOWED = [
  "db.operation.name",
  "http.request.method",
  "http.response.status_code",
  "http.route",
  "peer.service",
  "portal.outcome",
];

/** Hands everything on to another server, and keeps what headers it came with. */
async function startRecorder(to: () => string): Promise<RunningServer & { readonly seen: string[] }> {
  const seen: string[] = [];
  const server = await startServer({
    async handler(incoming, response) {
      seen.push(...Object.keys(incoming.headers));
      const body = await text(incoming);
      const { host: _host, "content-length": _length, ...headers } = incoming.headers;
      const onward = request(new URL(incoming.url ?? "/", to()), {
        method: incoming.method ?? "GET",
        headers,
      });
      onward.end(body);
      const [answer] = await once(onward, "response");
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    },
  });
  return { ...server, seen };
}

describe("traces of a portal that is told of a collector", IN_TIME, () => {
  let collector: Collector;
  let recorder: Awaited<ReturnType<typeof startRecorder>>;
  let target: Target;
  let visitor: Visitor;
  let callback: URL;

  /** Everything has been done before the first test, and the process has ended, so that all spans have come. */
  beforeAll(async () => {
    collector = await startCollector();
    recorder = await startRecorder(() => target.world.krr.origin);
    target = await startTarget({
      log: "debug",
      settings: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.origin, KRR_BASE_URL: recorder.origin },
    });
    visitor = createVisitor(target);
    callback = await visitor.goThroughIdporten();
    await visitor.get(callback.pathname + callback.search);
    const tell = { "X-Portal": "1", "User-Agent": AGENT, "X-Forwarded-For": "203.0.113.77" };
    const traceparent = `00-${FOREIGN_TRACE}-b7ad6b7169203331-01`;
    await visitor.get("/api/profile?secret=geheim", { ...tell, traceparent, tracestate: "geheim=1" });
    await visitor.ask("POST", "/api/profile/refresh", {});
    await visitor.get("/nowhere/15848730022?fnr=15848730022", tell);
    target.world.school.faults.set({ status: 503 });
    await visitor.ask("GET", "/api/profile");
    await target.stop();
  }, 180_000);
  afterAll(async () => {
    await target.close();
    await recorder.close();
    await collector.close();
  });

  const named = (name: string): readonly ReceivedSpan[] =>
    collector.spans().filter((span) => span.name === name);
  const within = (outer: ReceivedSpan): readonly ReceivedSpan[] =>
    collector.spans().filter((span) => span.parentSpanId === outer.spanId);

  test("follow a request from its route through the use case to upstreams and database", () => {
    const [page] = named("GET /api/profile");
    expect(page).toMatchObject({ kind: 2 });
    if (page === undefined) return;
    expect(page.parentSpanId ?? "").toBe("");
    const inside = within(page);
    expect(inside.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["database select", "get-profile"]),
    );
    const useCase = inside.find(({ name }) => name === "get-profile");
    const asked = useCase === undefined ? [] : within(useCase).map(({ name }) => name);
    expect(asked).toEqual(expect.arrayContaining(["post krr", `post ${school.id}`]));
    expect(new Set(inside.map(({ traceId }) => traceId))).toEqual(new Set([page.traceId]));
  });

  test("tell the status of a request and what came of a call", () => {
    const [page] = named("GET /api/profile");
    expect(Object.fromEntries(page === undefined ? [] : attributesOf(page))).toEqual({
      "http.request.method": "GET",
      "http.route": "/api/profile",
      "http.response.status_code": 200,
    });
    const outcomes = named(`post ${school.id}`).map((span) => attributesOf(span).get("portal.outcome"));
    expect(outcomes).toEqual(expect.arrayContaining(["2xx", "5xx"]));
    expect(named("POST /api/profile/refresh")).toHaveLength(1);
    expect(named("refresh-profile")).toHaveLength(1);
  });

  test("say nothing of themselves but what is on the list, and have neither events nor links (LG2)", () => {
    const spans = collector.spans();
    expect(spans.length).toBeGreaterThan(20);
    const said = new Set(spans.flatMap((span) => [...attributesOf(span).keys()]));
    expect([...said].toSorted()).toEqual(ALLOWED);
    for (const { events, links, status } of spans) {
      expect([events, links]).toEqual([[], []]);
      expect(status.message ?? "").toBe("");
    }
    expect([...collector.resource().keys()].toSorted()).toEqual([
      "portal.role",
      "service.name",
      "service.version",
    ]);
  });

  test("hold no query, id, national id, address, agent, cookie or code (LG2)", () => {
    const raw = collector.raw();
    expect(raw).toContain("/auth/callback");
    const secrets = [
      ...target.world.people.map(({ nationalId }) => nationalId),
      ...[...callback.searchParams.values()].filter((each) => each.length > 10),
      ...visitor.cookies.values(),
      ...TOLD,
    ];
    expect(secrets.length).toBeGreaterThan(20);
    expect(secrets.filter((secret) => raw.includes(secret))).toEqual([]);
    expect(raw).not.toMatch(/[?&]\w+=/);
  });

  test("begin here, whatever a browser says that they belong to", () => {
    expect(collector.raw()).not.toContain(FOREIGN_TRACE);
  });

  test("are not told to an upstream", () => {
    expect(recorder.seen).toContain("authorization");
    expect(recorder.seen.filter((header) => /trace|baggage|b3/.test(header))).toEqual([]);
  });

  test("change nothing of the log", () => {
    expect(target.log.entries("traces_lost")).toEqual([]);
    expect(target.log.strays()).toEqual([]);
  });
});

describe("a collector that takes nothing", IN_TIME, () => {
  test.each(["refuses", "hangs"] as const)(
    "and %s is told of once, costs no page, and holds up no end",
    async (how) => {
      const collector = await startCollector();
      collector.fail(how);
      const target = await startTarget({
        log: "info",
        settings: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.origin },
      });
      const visitor = createVisitor(target);
      await visitor.logIn();
      expect(await visitor.sourceStates()).toEqual(["fresh", "fresh", "answered"]);
      await target.log.untilEntries("traces_lost", 1);
      expect(await visitor.isLoggedIn()).toBe(true);
      const ended = target.portal().exited;
      await target.stop();
      expect(await ended).toBe(0);
      expect(target.log.entries("traces_lost")).toHaveLength(1);
      expect(target.log.strays()).toEqual([]);
      await target.close();
      await collector.close();
    },
  );
});
