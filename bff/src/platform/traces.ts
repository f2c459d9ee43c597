import { AsyncLocalStorage } from "node:async_hooks";
import { setTimeout as wait } from "node:timers/promises";
import {
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type Span,
} from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, TracerProvider, type SpanExporter } from "@opentelemetry/sdk-trace";
import { onlyAllowed } from "./allowed-spans.ts";
import { observations, surroundWork, type Statement, type Surround, type Work } from "./observed.ts";

// Imported where a collector is named and nowhere else: it takes a fifth of a second and 20 MB.

const EXPORT_WITHIN_MS = 5000;
/** A collector that is silent must not hold up the end of the process. */
const FLUSH_WITHIN_MS = 2000;

export interface TraceOptions {
  /** The collector's base address, as OTEL_EXPORTER_OTLP_ENDPOINT has it: traces go to `v1/traces` below it. */
  readonly endpoint: string;
  readonly version: string;
  readonly role: string;
  /** Told of spans that the collector did not take, of a row of such failures the first. */
  readonly onLost: (spans: number) => void;
}

/**
 * Begins to send spans to the collector. Promises that no header of a request has a say in them, that none is
 * sent along to an upstream, and an end in time whatever the collector does (decision 022).
 */
export function startTraces({ endpoint, version, role, onLost }: TraceOptions): { stop(): Promise<void> } {
  const exporter = new OTLPTraceExporter({
    url: `${endpoint.replace(/\/$/, "")}/v1/traces`,
    timeoutMillis: EXPORT_WITHIN_MS,
  });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      "service.name": "foresattportal",
      "service.version": version,
      "portal.role": role,
    }),
    spanProcessors: [onlyAllowed(new BatchSpanProcessor({ exporter: tellingLosses(exporter, onLost) }))],
  });
  const tracer = provider.getTracer("foresattportal");
  const around = new AsyncLocalStorage<Span>();
  const parent = () => {
    const span = around.getStore();
    return span === undefined ? ROOT_CONTEXT : trace.setSpan(ROOT_CONTEXT, span);
  };

  const surround: Surround = async (work, carryOut) => {
    const span = tracer.startSpan(nameOf(work), { kind: KINDS[work.kind] }, parent());
    try {
      return await around.run(span, carryOut);
    } finally {
      span.setAttributes(attributesOf(work));
      if (isFailure(work)) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    }
  };
  const onStatement = ({ operation, durationMs, failed }: Statement): void => {
    const now = Date.now();
    const options = { kind: SpanKind.CLIENT, startTime: now - durationMs };
    const span = tracer.startSpan(`database ${operation}`, options, parent());
    span.setAttribute("db.operation.name", operation);
    if (failed) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end(now);
  };
  surroundWork(surround);
  observations.on("statement", onStatement);
  return {
    async stop() {
      surroundWork(null);
      observations.off("statement", onStatement);
      const ended = provider.shutdown().catch(() => undefined);
      await Promise.race([ended, wait(FLUSH_WITHIN_MS, undefined, { ref: false })]);
    },
  };
}

const KINDS = {
  request: SpanKind.SERVER,
  "use-case": SpanKind.INTERNAL,
  upstream: SpanKind.CLIENT,
} as const satisfies Record<Work["kind"], SpanKind>;

function nameOf({ name, method }: Work): string {
  return method === null ? name : `${method} ${name}`;
}

function attributesOf({ kind, name, method, outcome }: Work): Attributes {
  const ofMethod = method === null ? {} : { "http.request.method": method };
  if (kind === "request")
    return { ...ofMethod, "http.route": name, "http.response.status_code": Number(outcome) };
  return { ...ofMethod, ...(kind === "upstream" && { "peer.service": name }), "portal.outcome": outcome };
}

/** Of what is answered, faults of ours; of what is asked, whatever is no answer. */
function isFailure({ kind, outcome }: Work): boolean {
  if (kind === "request") return Number(outcome) >= 500;
  return kind === "upstream" ? !/^[234]xx$/.test(outcome) : outcome === "failed";
}

function tellingLosses(exporter: SpanExporter, onLost: (spans: number) => void): SpanExporter {
  let losing = false;
  return {
    export(spans, told) {
      exporter.export(spans, (result) => {
        const lost = result.error !== undefined;
        if (lost && !losing) onLost(spans.length);
        losing = lost;
        told(result);
      });
    },
    forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve(),
    shutdown: () => exporter.shutdown(),
  };
}
