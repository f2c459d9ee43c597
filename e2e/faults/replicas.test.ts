import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { deliverLogout, logoutToken } from "../attacks/logout-calls.ts";
import { createPortalLog, type PortalLog } from "../attacks/portal-log.ts";
import { startTarget, type Target } from "../attacks/target.ts";
import { createVisitor, type Visitor } from "../attacks/visitor.ts";
import { freshDatabase, type FreshDatabase } from "../bench/fresh-database.ts";
import { freePort } from "../run/ports.ts";
import { startPortal } from "../run/portal-process.ts";
import type { Child } from "../run/processes.ts";
import { startWorld, type World } from "../world/start-world.ts";
import { startRoundRobin, type RoundRobin } from "./round-robin.ts";

const SERVER = process.env["TEST_DATABASE_URL"];
const root = fileURLToPath(new URL("../..", import.meta.url));
const LONG_MS = 120_000;
/** Of log-ins a minute; every log-in of these tests counts, since all come from one address. */
const LOGINS = 40;
/** Requests under way at any time while replicas are changed. */
const AT_ONCE = 8;
/** A guardian may ask for her page sixty times a minute, which is every eighth request. */
const PAUSE_MS = 150;

/** Only with TEST_DATABASE_URL: PGlite serves one process. */
describe.skipIf(SERVER === undefined || SERVER === "")(
  "two portals and a worker behind a load balancer",
  () => {
    let world: World;
    let database: FreshDatabase;
    let balancer: RoundRobin;
    let replicas: readonly [Target, Target];
    let worker: { readonly process: Child; readonly log: PortalLog };

    const together = (): { origin: string; world: World } => ({ origin: balancer.origin, world });

    beforeAll(async () => {
      const port = await freePort();
      const publicOrigin = `http://localhost:${String(port)}`;
      world = await startWorld({ portalOrigin: publicOrigin, ports: "free" });
      database = await freshDatabase(SERVER);
      const settings = {
        DATABASE_URL: database.url,
        ROLE: "web",
        LOGINS_PER_MINUTE: String(LOGINS),
        // The load balancer looks ten times in that.
        SHUTDOWN_DELAY_SECONDS: "1",
      };
      const options = { world, publicOrigin, settings, log: "info" } as const;
      replicas = await Promise.all([startTarget(options), startTarget(options)]);
      balancer = await startRoundRobin(port, replicas.map(portOf));
      const log = createPortalLog();
      const env = { ...world.bffEnvironment, ...settings, ROLE: "worker", SYNC_CRON: "* * * * *" };
      worker = { process: startPortal({ root, env, takeOutput: log.take }), log };
      await balancer.untilReady(2);
    }, LONG_MS);
    afterAll(async () => {
      await worker.process.stop();
      await balancer.close();
      await Promise.all(replicas.map((replica) => replica.close()));
      await world.close();
      await database.drop();
    });

    test("log somebody in between them, and each knows her (SN2)", async () => {
      const visitor = createVisitor(together());
      await visitor.logIn();
      const answers = [];
      for (let count = 0; count < 6; count += 1) answers.push(await ask(visitor, "/api/session"));
      expect(new Set(answers.map(({ by }) => by)).size).toBe(2);
      expect(await visitor.isLoggedIn()).toBe(true);
      expect(await visitor.isLoggedIn()).toBe(true);
    });

    test("have forgotten her, both, when she logs out at one, and when ID-porten tells one of it (LO2, LO9)", async () => {
      const visitor = createVisitor(together());
      await visitor.logIn();
      const copies = replicas.map(() => new Map(visitor.cookies));
      expect((await visitor.ask("POST", "/auth/logout")).status).toBeLessThan(400);
      for (const [index, replica] of replicas.entries()) {
        const again = createVisitor({ origin: replica.origin, world });
        for (const [name, value] of copies[index] ?? []) again.cookies.set(name, value);
        expect(await again.isLoggedIn()).toBe(false);
      }

      const sid = "told-to-one-of-them";
      await visitor.logInWithin(sid);
      await deliverLogout(replicas[0], await logoutToken(replicas[0], { sid }));
      const statuses = [await ask(visitor, "/api/profile"), await ask(visitor, "/api/profile")];
      expect(statuses.map(({ status }) => status)).toEqual([401, 401]);
    });

    test(
      "lose no request while one after the other is replaced under load (HE4)",
      async () => {
        const visitors = await Promise.all(
          Array.from({ length: AT_ONCE }, async (_, index) => {
            const visitor = createVisitor(together());
            await visitor.logIn(world.people[index]?.nationalId);
            return visitor;
          }),
        );
        // Slow enough that requests are under way whenever a replica is told to stop.
        world.school.faults.set({ latency: 300 });
        const replaced = new AbortController();
        const answers: { by: string | null; status: number }[] = [];
        const load = visitors.map(async (visitor, index) => {
          for (let count = 0; !replaced.signal.aborted; count += 1) {
            answers.push(await ask(visitor, (count + index) % 8 === 0 ? "/api/profile" : "/api/session"));
            await wait(PAUSE_MS);
          }
        });
        for (const replica of replicas) {
          const leaving = replica.portal();
          leaving.signal("SIGTERM");
          expect(await leaving.exited).toBe(0);
          await replica.start();
          await balancer.untilReady(2);
        }
        replaced.abort();
        await Promise.all(load);
        world.school.faults.clear();
        const lost = answers.filter(({ status }) => status !== 200);
        expect(lost).toEqual([]);
        expect(answers.length).toBeGreaterThan(100);
        for (const replica of replicas)
          expect(answers.filter(({ by }) => by === String(portOf(replica))).length).toBeGreaterThan(20);
      },
      LONG_MS,
    );

    test(
      "leave the nightly run to the worker, which has done one meanwhile (SY1)",
      async () => {
        await worker.log.untilEntries("sync_finished", 1);
        for (const replica of replicas) expect(replica.log.entries("sync_started")).toEqual([]);
      },
      LONG_MS,
    );

    test(
      "count log-ins of an address together (RL1)",
      async () => {
        const visitor = createVisitor(together());
        // Whatever was counted before is at most a minute old: from the first refusal on, both refuse.
        let allowed = 0;
        while ((await beginLogIn(visitor)) === 302) allowed += 1;
        expect(allowed).toBeLessThanOrEqual(LOGINS);
        expect([await beginLogIn(visitor), await beginLogIn(visitor)]).not.toContain(302);
      },
      LONG_MS,
    );
  },
);

async function beginLogIn(visitor: Visitor): Promise<number> {
  return (await visitor.get("/auth/login", { "Sec-Fetch-Dest": "document" })).status;
}

function portOf({ origin }: Target): number {
  return Number(new URL(origin).port);
}

/** Asks through the balancer; by which replica it was answered, and how. */
async function ask(visitor: Visitor, path: string): Promise<{ by: string | null; status: number }> {
  const answer = await visitor.ask("GET", path);
  await answer.arrayBuffer();
  return { by: answer.headers.get("x-balancer"), status: answer.status };
}
