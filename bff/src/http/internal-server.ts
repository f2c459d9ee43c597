import { once } from "node:events";
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import type { Metrics } from "../platform/metrics.ts";
import { SERVER_LIMITS } from "./server-limits.ts";

/** What the internal port tells of. */
export interface Insight {
  readonly metrics: Pick<Metrics, "text" | "contentType">;
  /** How this process and its surroundings are, in a form that JSON holds. */
  readonly health: () => Promise<object>;
  /** Rejects while this process can do nothing: its database is away or not up to date, or it stops. */
  readonly ready: () => Promise<void>;
}

/**
 * The internal port, for whoever runs this process: `GET /metrics`, `GET /health`, `GET /livez`, `GET /readyz` and
 * nothing else. `/health` is for people and always 200; a platform decides by the other two, which a process that only
 * works at night has here alone (HE1). Promises to be listening, or throws when it cannot.
 *
 * @param hostname where to listen; the platform's whole network unless told.
 */
export async function serveInsight(
  { metrics, health, ready }: Insight,
  { port, hostname }: { readonly port: number; readonly hostname?: string },
): Promise<{ readonly port: number; stop(): Promise<void> }> {
  const unstored = { "Cache-Control": "no-store" };
  const app = new Hono()
    .get("/metrics", async (c) =>
      c.body(await metrics.text(), 200, { "Content-Type": metrics.contentType, ...unstored }),
    )
    .get("/health", async (c) => c.json(await health(), 200, unstored))
    .get("/livez", (c) => c.text("ok", 200, unstored))
    .get("/readyz", (c) =>
      ready().then(
        () => c.text("ok", 200, unstored),
        () => c.text("not ready", 503, unstored),
      ),
    );
  // Hono's own would write the stack past the log and its scrubber.
  app.onError((_error, c) => c.text("failed", 500, unstored));
  const server = createAdaptorServer({ fetch: app.fetch, serverOptions: SERVER_LIMITS });
  server.listen({ port, ...(hostname !== undefined && { host: hostname }) });
  await once(server, "listening");
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : port,
    async stop() {
      server.close();
      if ("closeAllConnections" in server) server.closeAllConnections();
      await once(server, "close");
    },
  };
}
