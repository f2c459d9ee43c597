import type { LiveSession } from "../ports/sessions.ts";

/** What the steps of a request hand on to the next. */
export interface AppEnv {
  Variables: {
    /** Made here and never taken from the request: a client-sent id would end up in every log line. */
    requestId: string;
  };
}

/** Behind `requireSession` the guardian is known. */
export interface SessionEnv {
  Variables: AppEnv["Variables"] & {
    session: LiveSession;
    sessionToken: string;
  };
}
