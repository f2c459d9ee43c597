import { pino, type DestinationStream, type Logger } from "pino";
import type { RecordEvent } from "../ports/events.ts";
import { escapeUnseen } from "./escape-unseen.ts";
import { EVENT_KINDS } from "./event-kinds.ts";
import { scrub } from "./scrub.ts";

export type { Logger } from "pino";

/**
 * One JSON line an event, in characters that show what they are; every line passes the scrubber, also those that a
 * library writes.
 *
 * @param context members that every line written now should carry.
 */
export function createLogger(
  level: string,
  context: () => Record<string, unknown> = () => ({}),
  destination?: DestinationStream,
): Logger {
  const options = {
    level,
    base: {},
    mixin: context,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    hooks: { streamWrite: (line: string) => escapeUnseen(scrub(line)) },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/** Promises a line with the event's fixed name and fields and nothing else. */
export function eventLog(logger: Logger): RecordEvent {
  return ({ name, ...fields }) => {
    logger[EVENT_KINDS[name].level](fields, name);
  };
}
