import { z } from "zod";
import { createVisitor } from "../../attacks/visitor.ts";
import { bearerFor } from "../../world/machine-token-in-test.ts";
import { startWorld } from "../../world/start-world.ts";
import type { FloorCalls } from "./floor-page.ts";

// `node e2e/bench/server/world.ts PORTAL-ORIGIN`: the world of the journeys in a process of its own, with registers and
// KRR that take 50 ms. Answers by the channel: with the portal's environment, with the cookies of guardians whom it
// has logged in, and with what the floor is to send.

const LATENCY_MS = 50;
/** Log-ins that are under way at a time. */
const AT_ONCE = 8;
/** Of two guardians, one child in each system: enough for as many as can be asked for at a time. */
const HOUSEHOLDS = 600;

const wish = z.discriminatedUnion("wish", [
  z.object({ wish: z.literal("environment") }),
  z.object({ wish: z.literal("log-ins"), origin: z.url(), count: z.number() }),
  z.object({ wish: z.literal("floor") }),
]);

const registers = z.array(
  z.object({
    baseUrl: z.url(),
    auth: z.object({ scope: z.string() }),
    municipality: z.object({ orgNumber: z.string() }),
  }),
);

const portalOrigin = process.argv[2] ?? "";
const world = await startWorld({
  portalOrigin,
  ports: "free",
  households: HOUSEHOLDS,
  everybodyLogsIn: true,
});
for (const system of [world.school, world.kindergarten, world.krr])
  system.faults.set({ latency: LATENCY_MS });
// Whom both registers hold: the floor asks both about everybody.
const guardians = world.people.filter(
  ({ school, kindergarten }) => school.length > 0 && kindergarten.length > 0,
);

process.on("message", (message) => {
  void answer(wish.parse(message)).then((told) => process.send?.(told));
});
process.send?.("listening");

async function answer(asked: z.infer<typeof wish>): Promise<object> {
  if (asked.wish === "environment") return world.bffEnvironment;
  if (asked.wish === "log-ins") return { guardians: await logIn(asked.origin, asked.count) };
  return floorCalls();
}

async function logIn(origin: string, count: number) {
  const logins = Array.from(
    { length: count },
    (_each, at) => guardians[at % guardians.length]?.nationalId ?? "",
  );
  const done: { nationalId: string; cookie: string }[] = [];
  const take = async (): Promise<void> => {
    for (let nationalId = logins.pop(); nationalId !== undefined; nationalId = logins.pop()) {
      const visitor = createVisitor({ origin, world });
      await visitor.logIn(nationalId);
      if (visitor.cookies.size === 0) throw new Error("a log-in failed");
      done.push({
        nationalId,
        cookie: [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join("; "),
      });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, take));
  return done;
}

async function floorCalls(): Promise<FloorCalls> {
  const settings = registers.parse(JSON.parse(world.bffEnvironment["CONTACT_REGISTERS"] ?? ""));
  const asked = settings.map(async ({ baseUrl, auth, municipality }) => ({
    url: `${baseUrl}/v1/persons/lookup`,
    bearer: await bearerFor(world, auth.scope, municipality.orgNumber),
  }));
  const [first] = settings;
  const bearer = await bearerFor(
    world,
    world.bffEnvironment["KRR_SCOPE"] ?? "",
    first?.municipality.orgNumber ?? "",
  );
  return {
    registers: await Promise.all(asked),
    krr: { url: `${world.krr.origin}/rest/v2/personer`, bearer },
  };
}
