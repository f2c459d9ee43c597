import { getRequestListener } from "@hono/node-server";
import { startServer } from "../server.ts";
import { createRequestLog } from "../request-log.ts";
import type { RequestLog } from "../request-log.ts";
import { withFaults } from "../faulty-handler.ts";
import { clockOf, createFaults } from "../upstream-faults.ts";
import type { Faults, UpstreamFault } from "../upstream-faults.ts";
import { createKrrApp } from "./krr-app.ts";
import type { KrrCalls } from "./krr-app.ts";
import type { KrrStore } from "./krr-store.ts";
import { errorBody } from "./error-body.ts";
import type { KrrOptions } from "./options.ts";
import { SWITCHES } from "./switches.ts";
import type { KrrSwitches } from "./switches.ts";

export interface Krr {
  readonly origin: string;
  readonly store: KrrStore;
  readonly faults: Faults<UpstreamFault>;
  /** What it has been asked, faulty answers included. */
  readonly requests: RequestLog;
  /** How KRR behaves where Digdir's pages leave it open. */
  readonly switches: KrrSwitches;
  /** Requests that came in, faulty ones included. */
  readonly calls: Readonly<KrrCalls>;
  /** Data, faults, switches and counters as at the start. */
  reset(): void;
  close(): Promise<void>;
}

const NO_CALLS: KrrCalls = { requests: 0, personer: 0, ids: 0, hentEndringer: 0, person: 0, patch: 0 };

/** Kontakt- og reservasjonsregisteret over HTTP, with the checks of national-registers A.16. Never logs a body. */
export async function startKrr(options: KrrOptions): Promise<Krr> {
  const { store } = options;
  const faults = createFaults<UpstreamFault>({});
  const requests = createRequestLog();
  const switches = { ...SWITCHES };
  const calls = { ...NO_CALLS };
  const app = createKrrApp({
    ...options,
    now: options.now ?? (() => new Date()),
    clock: () => new Date(clockOf(faults)),
    switches,
    calls,
  });
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const faulty = withFaults({
    faults,
    requests,
    isWrite: ({ method }) => method === "PATCH",
    writeError: (response, status, headers) =>
      void response
        .writeHead(status, { "content-type": "application/json", ...headers })
        .end(JSON.stringify(errorBody(status))),
    handler: (request, response) => listener(request, response),
  });
  const server = await startServer({
    port: options.port,
    handler: (request, response) => {
      calls.requests += 1;
      return faulty(request, response);
    },
  });
  return {
    origin: server.origin,
    store,
    faults,
    requests,
    switches,
    calls,
    reset() {
      store.reset();
      faults.clear();
      requests.clear();
      Object.assign(switches, SWITCHES);
      Object.assign(calls, NO_CALLS);
    },
    close: server.close,
  };
}
