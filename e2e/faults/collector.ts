import { text } from "node:stream/consumers";
import { z } from "zod";
import { keepEvidence } from "../canary/evidence.ts";
import { startServer } from "../world/server.ts";

const value = z.object({ stringValue: z.string().optional(), intValue: z.coerce.number().optional() });
const attributes = z.array(z.object({ key: z.string(), value })).default([]);
const span = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  name: z.string(),
  kind: z.number(),
  attributes,
  events: z.array(z.unknown()).default([]),
  links: z.array(z.unknown()).default([]),
  status: z.looseObject({ code: z.number().optional(), message: z.string().optional() }).default({}),
});

/** What OTLP over HTTP sends in JSON. */
const traces = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes }),
      scopeSpans: z.array(z.object({ spans: z.array(span) })),
    }),
  ),
});

export type ReceivedSpan = z.infer<typeof span>;

/** A collector of traces, as real as one has to be: it takes OTLP over HTTP at `/v1/traces` and nothing else. */
export interface Collector {
  readonly origin: string;
  /** Everything that came, as it came. */
  raw(): string;
  spans(): readonly ReceivedSpan[];
  /** What is said of the process itself, each once. */
  resource(): ReadonlyMap<string, string | number | undefined>;
  /** Requests so far, refused ones too. */
  requests(): number;
  /** From now on nothing is taken: refused at once, or never answered. */
  fail(how: "refuses" | "hangs" | null): void;
  close(): Promise<void>;
}

/** Promises a collector that forgets nothing. */
export async function startCollector(): Promise<Collector> {
  const bodies: string[] = [];
  let requests = 0;
  let failing: "refuses" | "hangs" | null = null;
  const server = await startServer({
    hostname: "127.0.0.1",
    async handler(request, response) {
      requests += 1;
      const body = await text(request);
      if (failing === "hangs") return;
      if (failing === "refuses" || request.method !== "POST" || request.url !== "/v1/traces") {
        response.writeHead(404).end();
        return;
      }
      bodies.push(body);
      keepEvidence("metrics", body);
      response.writeHead(200, { "content-type": "application/json" }).end("{}");
    },
  });
  const parts = () => bodies.flatMap((body) => traces.parse(JSON.parse(body)).resourceSpans);
  return {
    origin: server.origin,
    raw: () => bodies.join("\n"),
    spans: () => parts().flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)),
    resource: () => attributesOf({ attributes: parts().flatMap(({ resource }) => resource.attributes) }),
    requests: () => requests,
    fail: (how) => void (failing = how),
    close: () => server.close(),
  };
}

/** What a span says of itself. */
export function attributesOf(of: {
  readonly attributes: ReceivedSpan["attributes"];
}): ReadonlyMap<string, string | number | undefined> {
  return new Map(of.attributes.map(({ key, value: told }) => [key, told.stringValue ?? told.intValue]));
}
