import { Hono } from "hono";
import type { Context } from "hono";
import { z } from "zod";
import { boardPage, unreadablePage } from "./board-page.ts";
import type { Board } from "./control-api.ts";
import { PAGE_HEADERS } from "../plain-page.ts";
import { presetsFor } from "./presets.ts";
import type { Switch } from "./switches.ts";

const FORM = z.object({
  preset: z.string(),
  only: z.enum(["", "reads", "writes"]),
  times: z.enum(["", "1", "3"]),
});

/** The switchboard for people: one page, and forms that lead back to it. */
export function createBoardRoutes({
  switches,
  resetWorld,
  portalOrigin,
}: Board & { portalOrigin: string }): Hono {
  const app = new Hono();
  const withSwitch = (change: (found: Switch, context: Context) => boolean | Promise<boolean>) => {
    return async (context: Context) => {
      const found = switches.find(({ name }) => name === context.req.param("name"));
      if (found === undefined || !(await change(found, context))) return context.html(unreadablePage(), 400);
      return context.redirect(`/#${found.name}`, 303);
    };
  };
  const done = (change: (found: Switch) => void | Promise<void>) =>
    withSwitch(async (found) => {
      await change(found);
      return true;
    });
  app.use(async (context, next) => {
    await next();
    for (const [name, value] of Object.entries(PAGE_HEADERS)) context.header(name, value);
  });
  app.get("/", (context) => context.html(boardPage(switches, portalOrigin)));
  app.post("/systemer/:name/feil", withSwitch(choose));
  app.post(
    "/systemer/:name/i-orden",
    done((found) => found.clear()),
  );
  app.post(
    "/systemer/:name/ny-nokkel",
    done((found) => found.keys?.rotateKeys()),
  );
  app.post("/i-orden", (context) => {
    for (const each of switches) each.clear();
    return context.redirect("/", 303);
  });
  app.post("/nullstill", (context) => {
    resetWorld();
    return context.redirect("/", 303);
  });
  return app;
}

/** Sets what the form has chosen; false for a form that is not the board's. */
async function choose(found: Switch, context: Context): Promise<boolean> {
  const form = FORM.safeParse(await context.req.parseBody()).data;
  const group = presetsFor(found.name).find(({ presets }) => presets.some(({ id }) => id === form?.preset));
  const fault = group?.presets.find(({ id }) => id === form?.preset)?.fault;
  if (form === undefined || group === undefined || fault === undefined) return false;
  const { only, times } = form;
  const limits = { ...(only !== "" && { only }), ...(times !== "" && { times: Number(times) }) };
  return found.set(group.perRequest ? { ...fault, ...limits } : fault) === null;
}
