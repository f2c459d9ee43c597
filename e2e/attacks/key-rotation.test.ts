import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { freePort } from "../run/ports.ts";
import { PORTAL_CLIENTS } from "../world/bff-environment.ts";
import { startWorld, type World } from "../world/start-world.ts";
import { startLoadBalancer, type LoadBalancer } from "./load-balancer.ts";
import { startTarget, type Target } from "./target.ts";
import { createVisitor } from "./visitor.ts";

const NAMES = ["IDPORTEN_CLIENT_JWK", "MASKINPORTEN_CLIENT_JWK"] as const;

type Keys = "old" | "both";
type Environment = Readonly<Record<string, string>>;

let origin: string;
let world: World;
let balancer: LoadBalancer;
let first: Target;
let second: Target;

beforeAll(async () => {
  const publicPort = await freePort();
  origin = `http://localhost:${publicPort}`;
  world = await startWorld({ portalOrigin: origin, ports: "free", nextKeys: true });
  balancer = await startLoadBalancer(publicPort);
  [first, second] = await Promise.all([
    startTarget({ world, publicOrigin: origin }),
    startTarget({ world, publicOrigin: origin }),
  ]);
});
beforeEach(() => world.reset());
afterAll(async () => {
  await Promise.all([first.close(), second.close()]);
  await balancer.close();
  await world.close();
});

/** The new key stands first: it is the one to sign with as soon as it can. */
function keysOf(which: Keys): Environment {
  if (which === "old" || world.nextKeys === null) return {};
  const { nextKeys, bffEnvironment } = world;
  return Object.fromEntries(
    NAMES.map((name) => [name, `{"keys":[${nextKeys[name]},${bffEnvironment[name] ?? ""}]}`]),
  );
}

/** Starts one of the two processes anew, with these keys. */
const start = (portal: Target, keys: Keys): Promise<void> => portal.start(keysOf(keys));

/** What Digdir knows from now on, at both registers. */
function post(...kids: readonly ("old" | "new")[]): void {
  const suffixed = (name: string) => kids.map((kid) => (kid === "old" ? name : `${name}-next`));
  world.idporten.registered.post(PORTAL_CLIENTS.idporten, suffixed("portal-login"));
  world.maskinporten.registered.post(PORTAL_CLIENTS.maskinporten, suffixed("portal-machine"));
}

/** What a person gets who logs in through this process. */
async function logInThrough(portal: Target) {
  balancer.leadTo(portOf(portal));
  const visitor = createVisitor({ origin, world });
  const answer = await visitor.logIn();
  return { leadsTo: answer.headers.get("location"), states: await visitor.sourceStates() };
}

const EVERYTHING = { leadsTo: "/min-profil", states: ["fresh", "fresh", "answered"] };

function portOf(portal: Target): number {
  return Number(new URL(portal.origin).port);
}

async function logInThroughBoth() {
  return [await logInThrough(first), await logInThrough(second)];
}

describe(
  "client keys rotate while two processes run, and every log-in succeeds (OI18)",
  { timeout: 180_000 },
  () => {
    const BOTH = [EVERYTHING, EVERYTHING];

    test("when the new key is posted first and deployed to one process after the other", async () => {
      await Promise.all([start(first, "old"), start(second, "old")]);
      expect(await logInThroughBoth()).toEqual(BOTH);
      post("old", "new");
      expect(await logInThroughBoth()).toEqual(BOTH);
      const restarted = start(first, "both");
      expect(await logInThrough(second)).toEqual(EVERYTHING);
      await restarted;
      expect(await logInThroughBoth()).toEqual(BOTH);
      await start(second, "both");
      post("new");
      expect(await logInThroughBoth()).toEqual(BOTH);
    });

    test.each(["MP-124", "no code"] as const)(
      "when the new key is deployed first, and Digdir knows one key at a time (Maskinporten says of another: %s)",
      async (unknownKey) => {
        world.maskinporten.faults.set({ unknownKey });
        await Promise.all([start(first, "both"), start(second, "both")]);
        expect(await logInThroughBoth()).toEqual(BOTH);
        post("new");
        expect(await logInThroughBoth()).toEqual(BOTH);
      },
    );

    test("but not where a process was never told of the new key", async () => {
      await start(second, "old");
      post("new");
      balancer.leadTo(portOf(second));
      const visitor = createVisitor({ origin, world });
      const answer = await visitor.get("/auth/login?returnTo=/min-profil", { "Sec-Fetch-Dest": "document" });
      expect(answer.headers.get("location")).toMatch(/^\/feil\/idporten-unavailable\?ref=/);
    });
  },
);
