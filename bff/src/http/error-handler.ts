import type { ErrorHandler } from "hono";
import { HTTPException } from "hono/http-exception";
import type { FailureCode } from "@foresattportal/shared/failures.ts";
import type { Logger } from "../platform/logger.ts";
import { StoreUnavailable } from "../ports/store-unavailable.ts";
import type { AppEnv } from "./app-env.ts";
import { isNavigation, redirectToFailurePage } from "./human-page.ts";
import { problemResponse } from "./problem.ts";
import { RequestFailure } from "./request-failure.ts";

/**
 * The one place where an exception becomes an answer. Hono's own handler would write the stack to stderr, past the log
 * and its scrubber (security-and-reliability 0.7).
 */
export function errorHandler(logger: Logger): ErrorHandler<AppEnv> {
  return (error, c) => {
    const code = codeOf(error);
    if (c.req.raw.signal.aborted && code === "internal") {
      // Most likely the sender broke off, and nobody waits for the answer: told, but no fault of ours until it is one.
      logger.warn({ error: error.name, at: frames(error) }, "request_broken_off");
      return problemResponse(c, "invalid-input");
    }
    if (code === "internal") {
      // The message may quote anything; name and stack frames say where it happened.
      logger.error({ error: error.name, at: frames(error) }, "unhandled_error");
    } else if (error instanceof StoreUnavailable) {
      // While it starts, who asks whether it is ready does so again and again; what it waits for is told by itself.
      if (error.code === "migrations-pending") logger.debug({ code: error.code }, "store_unavailable");
      else logger.error({ code: error.code }, "store_unavailable");
    }
    if (c.req.path.startsWith("/auth/") && c.req.method === "GET" && isNavigation(c)) {
      return redirectToFailurePage(c, code);
    }
    return problemResponse(c, code, error instanceof RequestFailure ? error.details : {});
  };
}

function codeOf(error: Error): FailureCode {
  if (error instanceof RequestFailure) return error.code;
  if (error instanceof StoreUnavailable) return "store-unavailable";
  if (error instanceof HTTPException && error.status < 500) return "invalid-input";
  return "internal";
}

function frames(error: Error): string[] {
  // The stack begins with the message, which may have lines of its own that look like frames.
  return (error.stack ?? "")
    .replace(error.message, "")
    .split("\n")
    .filter((line) => line.trimStart().startsWith("at "))
    .slice(0, 5)
    .map((line) => line.trim());
}
