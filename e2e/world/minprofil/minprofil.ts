import { STATUS_CODES } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { startServer } from "../server.ts";
import type { Handler } from "../server.ts";
import { createMinprofilApp } from "./minprofil-app.ts";
import { createFaults, withFaults } from "../upstream-faults.ts";
import type { Faults, UpstreamFault } from "../upstream-faults.ts";
import type { MinprofilAddresses, MinprofilOptions } from "./options.ts";

export interface Minprofil extends MinprofilAddresses {
  readonly origin: string;
  readonly faults: Faults<UpstreamFault>;
  /** Ends every visit, also those that are on their way through ID-porten, and every fault. */
  reset(): void;
  close(): Promise<void>;
}

/** Digdir's Min profil, where citizens keep their entry in KRR; on 127.0.0.1, so that it is another site for the browser. */
export async function startMinprofil(options: MinprofilOptions): Promise<Minprofil> {
  const started = Promise.withResolvers<Handler>();
  const faults = createFaults<UpstreamFault>({});
  const server = await startServer({
    port: options.port,
    hostname: "127.0.0.1",
    handler: withFaults({
      faults,
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
  };
  return { origin, ...addresses, faults, reset, close: server.close };
}
