import { STATUS_CODES } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { startServer } from "../server.ts";
import type { Handler } from "../server.ts";
import { createMinprofilApp } from "./minprofil-app.ts";
import { createRequestLog } from "../request-log.ts";
import type { RequestLog } from "../request-log.ts";
import { withFaults } from "../faulty-handler.ts";
import { createFaults } from "../upstream-faults.ts";
import type { Faults, UpstreamFault } from "../upstream-faults.ts";
import type { MinprofilAddresses, MinprofilOptions } from "./options.ts";

export interface Minprofil extends MinprofilAddresses {
  readonly origin: string;
  readonly faults: Faults<UpstreamFault>;
  /** What it has been asked, faulty answers included. */
  readonly requests: RequestLog;
  /** Ends every visit, also those that are on their way through ID-porten, and every fault, and counts anew. */
  reset(): void;
  close(): Promise<void>;
}

/** Digdir's Min profil, where citizens keep their entry in KRR; on 127.0.0.1, so that it is another site for the browser. */
export async function startMinprofil(options: MinprofilOptions): Promise<Minprofil> {
  const started = Promise.withResolvers<Handler>();
  const faults = createFaults<UpstreamFault>({});
  const requests = createRequestLog();
  const server = await startServer({
    port: options.port,
    hostname: "127.0.0.1",
    handler: withFaults({
      faults,
      requests,
      isWrite: ({ method }) => method === "POST",
      writeError: (response, status, headers) =>
        void response
          .writeHead(status, { "content-type": "text/plain", ...headers })
          .end(STATUS_CODES[status] ?? ""),
      handler: async (request, response) => (await started.promise)(request, response),
    }),
  });
  const { origin } = server;
  const addresses = {
    redirectUri: `${origin}/innlogging`,
    postLogoutRedirectUri: `${origin}/utlogget`,
    frontchannelLogoutUri: `${origin}/frontchannel-logout`,
  };
  const { app, endVisits } = createMinprofilApp(options, origin, addresses);
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  started.resolve((request, response) => listener(request, response));
  const reset = () => {
    endVisits();
    faults.clear();
    requests.clear();
  };
  return { origin, ...addresses, faults, requests, reset, close: server.close };
}
