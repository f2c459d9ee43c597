import { tryGetContext } from "hono/context-storage";
import type { AppEnv } from "./app-env.ts";

/** For the logger: the id of the request that is being answered, so that every line of it can be found by what the person quotes. */
export function requestContext(): { requestId?: string } {
  const context = tryGetContext<AppEnv>();
  return context === undefined ? {} : { requestId: context.get("requestId") };
}
