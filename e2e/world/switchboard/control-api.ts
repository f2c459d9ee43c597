import { Hono } from "hono";
import type { Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import { z } from "zod";
import { jsonBody } from "../json-body.ts";
import { refuse } from "./problem.ts";
import type { Switch } from "./switches.ts";

const BODY_BYTES = 64 * 1024;

export interface Board {
  readonly switches: readonly Switch[];
  /** The whole world as at its start: data, faults and counters. */
  readonly resetWorld: () => void;
}

/** The switchboard for programs: JSON both ways, and an error that says what would have been right. */
export function createControlApi({ switches, resetWorld }: Board): Hono {
  const app = new Hono();
  const all = () => ({ systems: switches.map(told) });
  const withSwitch = (route: (context: Context, found: Switch) => Response | Promise<Response>) => {
    return (context: Context) => {
      const found = switches.find(({ name }) => name === context.req.param("name"));
      if (found !== undefined) return route(context, found);
      const names = switches.map(({ name }) => name);
      return refuse(context, 404, `There is no such system: choose among ${names.join(", ")}.`, { names });
    };
  };
  app.get("/systems", (context) => context.json(all()));
  app.get(
    "/systems/:name",
    withSwitch((context, found) => context.json(told(found))),
  );
  app.put("/systems/:name/fault", limited, withSwitch(setFault));
  app.delete(
    "/systems/:name/fault",
    withSwitch((context, found) => {
      found.clear();
      return context.json(told(found));
    }),
  );
  app.post("/systems/:name/rotate-key", withSwitch(rotateKey));
  app.delete("/faults", (context) => {
    for (const each of switches) each.clear();
    return context.json(all());
  });
  app.post("/reset", (context) => {
    resetWorld();
    return context.json(all());
  });
  return app;
}

const limited = bodyLimit({
  maxSize: BODY_BYTES,
  onError: (context) => refuse(context, 413, "A fault is told in at most 64 KB."),
});

async function setFault(context: Context, found: Switch): Promise<Response> {
  if (context.req.header("content-type")?.split(";")[0]?.trim() !== "application/json")
    return refuse(context, 415, "The fault has to come as application/json.");
  const body = await jsonBody(context);
  if (body === undefined) return refuse(context, 400, "The body is not JSON.");
  const hindrance = found.set(body);
  if (hindrance === null) return context.json(told(found));
  const { properties = {} } = found.canBeWrong;
  return refuse(context, 400, z.prettifyError(hindrance), { allowed: properties });
}

async function rotateKey(context: Context, { name, keys, ...found }: Switch): Promise<Response> {
  if (keys === null)
    return refuse(context, 404, `${name} has no keys of its own: idporten and maskinporten have.`);
  await keys.rotateKeys();
  return context.json(told({ ...found, name, keys }));
}

function told({ name, title, address, active, keys, requests, canBeWrong }: Switch) {
  const { total, hit, recent } = requests;
  return {
    name,
    title,
    address,
    fault: active(),
    ...(keys !== null && { keyRotations: keys.keyRotations }),
    requests: { total, hit, recent },
    canBeWrong: canBeWrong.properties,
  };
}
