import { setTimeout as wait } from "node:timers/promises";
import closeWithGrace from "close-with-grace";
import type { Logger } from "./platform/logger.ts";

/**
 * What is logged last is out by then, or its reader is known to be gone: an exit in the same moment would offer it to that
 * one again and again, for ever.
 */
const LAST_LINES_MS = 100;

/** Ends a part of the process in an orderly way; told whether somebody asked for it or a fault of ours ends everything. */
export type Ending = (because: "asked" | "fault") => Promise<void>;

export interface Closing {
  /** Ended side by side with the others. */
  first(end: Ending): void;
  /** Ended when all of those are: what they use until then. */
  last(end: Ending): void;
  /** Fires when the end begins. */
  readonly begun: AbortSignal;
}

/**
 * Ends the parts when a signal comes, or when something is thrown that nobody catches, and then the process: with 0
 * after an orderly end that was asked for, and not with 0 when the deadline has passed, when a second signal comes
 * (HE6), or after a fault of ours, which makes a supervisor start anew (ER3). A fault is told by name alone, since its
 * message may quote anything.
 */
export function closeAtEnd(logger: Logger, deadlineSeconds: number): Closing {
  const parts = { first: [] as Ending[], last: [] as Ending[] };
  const begun = new AbortController();
  closeWithGrace(
    {
      delay: deadlineSeconds * 1000,
      logger: false,
      // Of a rejection that nobody handles Node makes an uncaught exception, with an error also where there was none.
      skip: ["unhandledRejection", "beforeExit"],
      onTimeout: () => logger.error({ because: "deadline" }, "stop_forced"),
      onSecondSignal: (signal) => logger.error({ because: signal }, "stop_forced"),
      onSecondError: () => logger.error({ because: "fault" }, "stop_forced"),
    },
    async ({ err, signal }) => {
      const error = err instanceof Error ? err.name : "unknown";
      if (signal === undefined) logger.fatal({ error }, "unhandled_error");
      else logger.info({ signal }, "stopping");
      begun.abort();
      const because = signal === undefined ? "fault" : "asked";
      for (const part of [parts.first, parts.last]) await Promise.all(part.map((end) => end(because)));
      if (signal === undefined) {
        await wait(LAST_LINES_MS);
        process.exit(1);
      }
      logger.info("stopped");
      await wait(LAST_LINES_MS);
    },
  );
  return {
    first: (end) => void parts.first.push(end),
    last: (end) => void parts.last.push(end),
    begun: begun.signal,
  };
}
