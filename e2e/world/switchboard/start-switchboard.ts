import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import { methodNotAllowed } from "hono/method-not-allowed";
import { startServer } from "../server.ts";
import type { Handler } from "../server.ts";
import { createBoardRoutes } from "./board-routes.ts";
import { createControlApi } from "./control-api.ts";
import type { Board } from "./control-api.ts";
import { ownPagesOnly } from "./own-pages-only.ts";
import { refuse } from "./problem.ts";

export interface SwitchboardOptions extends Board {
  /** 0: any free port. */
  readonly port: number;
  readonly portalOrigin: string;
}

export interface Switchboard {
  /** Where a person finds the page, and a program the control API. */
  readonly origin: string;
  close(): Promise<void>;
}

/** Starts the board by which a person or a program makes the systems of the world fail and puts them right. */
export async function startSwitchboard({ port, ...board }: SwitchboardOptions): Promise<Switchboard> {
  const started = Promise.withResolvers<Handler>();
  const server = await startServer({
    port,
    handler: async (request, response) => (await started.promise)(request, response),
  });
  const app = new Hono();
  app.use(ownPagesOnly([server.origin, `http://127.0.0.1:${server.port}`]));
  app.use(
    methodNotAllowed({
      app,
      onMethodNotAllowed: (context, allowed) => {
        context.header("allow", allowed.join(", "));
        return refuse(context, 405, `This address takes ${allowed.join(", ")}.`);
      },
    }),
  );
  app.route("/", createControlApi(board));
  app.route("/", createBoardRoutes(board));
  app.notFound((context) => refuse(context, 404, "There is the page at / and the control API at /systems."));
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  started.resolve((request, response) => listener(request, response));
  return { origin: server.origin, close: server.close };
}
