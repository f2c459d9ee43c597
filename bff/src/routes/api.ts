import { OpenAPIHono, type z } from "@hono/zod-openapi";
import { problem } from "@foresattportal/shared/contract/failures.ts";
import type { Env } from "hono";
import { RequestFailure } from "../http/request-failure.ts";

/** A router whose invalid input becomes one problem that names paths and reasons and never a value (ER2). */
export function createApi<E extends Env>(): OpenAPIHono<E> {
  return new OpenAPIHono<E>({
    defaultHook: (result) => {
      if (result.success) return;
      const faults = result.error.issues.map(({ path, code }) => ({ path: path.join("."), reason: code }));
      throw new RequestFailure("invalid-input", { faults });
    },
  });
}

/** The documented form of a JSON answer. */
export function jsonAnswer<T extends z.ZodType>(description: string, schema: T) {
  return { description, content: { "application/json": { schema } } };
}

/** The documented form of a failure. */
export function problemAnswer(description: string) {
  return { description, content: { "application/problem+json": { schema: problem } } };
}

/** What any route behind the session may answer besides its own. */
export const sessionFailures = {
  401: problemAnswer("Not logged in, or the session has ended; `code` says which"),
  403: problemAnswer("The request did not come from the portal's own page"),
  503: problemAnswer("The portal's database does not answer"),
};
