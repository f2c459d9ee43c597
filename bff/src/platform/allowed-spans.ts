import type { ReadableSpan, SpanProcessor } from "@opentelemetry/sdk-trace";
import { scrub } from "./scrub.ts";

/** All that a span may say besides its name and its times (decision 022). */
const ALLOWED: ReadonlySet<string> = new Set([
  "http.request.method",
  "http.route",
  "http.response.status_code",
  "peer.service",
  "db.operation.name",
  "portal.outcome",
]);
/** The longest pattern of a route is a third of it. */
const MAX_LENGTH = 120;

/**
 * The last gate before spans leave the process. Promises names and attributes that are on the list and that the
 * scrubber leaves alone, and no event, link or message, whoever made the span.
 */
export function onlyAllowed(next: SpanProcessor): SpanProcessor {
  return {
    onStart: (span, context) => next.onStart(span, context),
    onEnd: (span) => next.onEnd(allowed(span)),
    forceFlush: () => next.forceFlush(),
    shutdown: () => next.shutdown(),
  };
}

function allowed(span: ReadableSpan): ReadableSpan {
  const attributes = Object.entries(span.attributes).filter(
    ([name, value]) => ALLOWED.has(name) && (typeof value === "number" || isHarmless(value)),
  );
  const { parentSpanContext } = span;
  return {
    name: isHarmless(span.name) ? span.name : "removed",
    kind: span.kind,
    spanContext: () => span.spanContext(),
    ...(parentSpanContext !== undefined && { parentSpanContext }),
    startTime: span.startTime,
    endTime: span.endTime,
    duration: span.duration,
    ended: span.ended,
    // The message of a status is a library's, and may quote anything.
    status: { code: span.status.code },
    attributes: Object.fromEntries(attributes),
    links: [],
    events: [],
    resource: span.resource,
    instrumentationScope: span.instrumentationScope,
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  };
}

function isHarmless(value: unknown): boolean {
  return (
    typeof value === "string" &&
    value.length <= MAX_LENGTH &&
    !/[?\s]\S*=/.test(value) &&
    scrub(value) === value
  );
}
