import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  ROOT_CONTEXT,
  SpanStatusCode,
  trace,
  type Attributes,
  type AttributeValue,
} from "@opentelemetry/api";
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { onlyAllowed } from "./allowed-spans.ts";

let exporter: InMemorySpanExporter;
let provider: TracerProvider;

beforeEach(() => {
  exporter = new InMemorySpanExporter();
  provider = new TracerProvider({ spanProcessors: [onlyAllowed(new SimpleSpanProcessor({ exporter }))] });
});
afterEach(() => provider.shutdown());

/** What leaves of a span that somebody made like this. */
async function leaving(name: string, attributes: Attributes = {}) {
  const span = provider.getTracer("any").startSpan(name, {
    attributes,
    links: [{ context: { traceId: "a".repeat(32), spanId: "b".repeat(16), traceFlags: 1 } }],
  });
  span.addEvent("GET /?code=secret");
  span.recordException(new Error("secret"));
  span.setStatus({ code: SpanStatusCode.ERROR, message: "secret" });
  span.end();
  await provider.forceFlush();
  return exporter.getFinishedSpans();
}

describe("a span that leaves the process (LG2)", () => {
  test("keeps what is on the list", async () => {
    const attributes = {
      "http.request.method": "GET",
      "http.route": "/api/profile",
      "http.response.status_code": 200,
      "peer.service": "visma-flyt-skole",
      "db.operation.name": "select",
      "portal.outcome": "2xx",
    };
    expect(await leaving("GET /api/profile", attributes)).toMatchObject([
      { name: "GET /api/profile", attributes },
    ]);
  });

  test.each<[string, AttributeValue]>([
    ["url.full", "https://portal.example.no/auth/callback?code=abc&state=def"],
    ["url.query", "code=abc"],
    ["url.path", "/api/profile"],
    ["client.address", "192.0.2.7"],
    ["user_agent.original", "Mozilla/5.0"],
    ["http.request.header.cookie", ["__Host-Http-sid=abc"]],
    ["enduser.id", "15838720231"],
    ["db.query.text", "select * from sessions where id_hash = 'abc'"],
    ["exception.message", "secret"],
  ])("says nothing of %s", async (name, value) => {
    const [span] = await leaving("GET /api/profile", { [name]: value });
    expect(span?.attributes).toEqual({});
  });

  test.each([
    "/api/person/15838720231",
    "/auth/callback?code=abc",
    "__Host-Http-sid=abcdefgh",
    "somebody@example.com",
    "x".repeat(121),
  ])("says nothing under an allowed name that is not ours: %s", async (value) => {
    const [span] = await leaving(value, { "http.route": value });
    expect(span).toMatchObject({ name: "removed", attributes: {} });
  });

  test("has no event, no link and no message, which libraries write", async () => {
    const [span] = await leaving("GET /api/profile");
    expect(span).toMatchObject({ events: [], links: [], status: { code: SpanStatusCode.ERROR } });
    expect(JSON.stringify([span?.events, span?.links, span?.status])).not.toContain("secret");
  });

  test("belongs to the same trace and parent as before", async () => {
    const tracer = provider.getTracer("any");
    const outer = tracer.startSpan("outer");
    const inner = tracer.startSpan("inner", {}, trace.setSpan(ROOT_CONTEXT, outer));
    inner.end();
    outer.end();
    await provider.forceFlush();
    const [first, second] = exporter.getFinishedSpans();
    expect(first?.parentSpanContext?.spanId).toBe(second?.spanContext().spanId);
    expect(first?.spanContext().traceId).toBe(second?.spanContext().traceId);
  });
});
