import { getRequestListener } from "@hono/node-server";
import { startServer } from "../server.ts";
import type { Handler } from "../server.ts";
import { createMinprofilApp } from "./minprofil-app.ts";
import type { MinprofilAddresses, MinprofilOptions } from "./options.ts";

export interface Minprofil extends MinprofilAddresses {
  readonly origin: string;
  /** Ends every visit. */
  reset(): void;
  close(): Promise<void>;
}

/** Digdir's Min profil, where citizens keep their entry in KRR; on 127.0.0.1, so that it is another site for the browser. */
export async function startMinprofil(options: MinprofilOptions): Promise<Minprofil> {
  const started = Promise.withResolvers<Handler>();
  const server = await startServer({
    port: options.port,
    hostname: "127.0.0.1",
    handler: async (request, response) => (await started.promise)(request, response),
  });
  const { origin } = server;
  const addresses = {
    redirectUri: `${origin}/innlogging`,
    postLogoutRedirectUri: `${origin}/utlogget`,
    frontchannelLogoutUri: `${origin}/frontchannel-logout`,
  };
  const { app, reset } = createMinprofilApp(options, origin, addresses);
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  started.resolve((request, response) => listener(request, response));
  return { origin, ...addresses, reset, close: server.close };
}
