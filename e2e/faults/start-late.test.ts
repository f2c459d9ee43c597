import { randomBytes } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createPortalLog, type PortalLog } from "../attacks/portal-log.ts";
import { freshDatabase, type FreshDatabase } from "../bench/fresh-database.ts";
import { fetchKept } from "../canary/fetch-kept.ts";
import { freePort } from "../run/ports.ts";
import { startPortal, untilReady } from "../run/portal-process.ts";
import type { Child } from "../run/processes.ts";
import { startWorld, type World } from "../world/start-world.ts";
import { statusAt } from "./answers.ts";
import { startTcpProxy, throughProxy, type TcpProxy } from "./tcp-proxy.ts";

const SERVER = process.env["TEST_DATABASE_URL"];
const root = fileURLToPath(new URL("../..", import.meta.url));
const LATE_MS = 20_000;

interface Starter {
  readonly origin: string;
  readonly process: Child;
  readonly log: PortalLog;
}

/** With a cookie of the right form, which has to be looked up. */
function askForSession({ origin }: Starter): Promise<Response> {
  const Cookie = `__Host-Http-sid=${randomBytes(32).toString("base64url")}`;
  return fetchKept(`${origin}/api/session`, { headers: { "X-Portal": "1", Cookie } });
}

/** Only with TEST_DATABASE_URL: PGlite is in the process, and there when it is. */
describe.skipIf(SERVER === undefined || SERVER === "")("two starters on an empty database", () => {
  let world: World;
  let database: FreshDatabase;
  let proxy: TcpProxy;
  let starters: readonly Starter[];
  let worker: Starter;

  /** A worker has its internal port alone. */
  async function begin(role: "web" | "worker"): Promise<Starter> {
    const port = await freePort();
    const log = createPortalLog();
    const env = {
      ...world.bffEnvironment,
      [role === "web" ? "PORT" : "METRICS_PORT"]: String(port),
      ROLE: role,
      DATABASE_URL: throughProxy(database.url, proxy),
    };
    const process = startPortal({ root, env, takeOutput: log.take });
    return { origin: `http://localhost:${String(port)}`, process, log };
  }

  beforeAll(async () => {
    world = await startWorld({ portalOrigin: "http://localhost:3000", ports: "free" });
    database = await freshDatabase(SERVER);
    proxy = await startTcpProxy(Number(new URL(database.url).port || 5432));
    await proxy.refuse();
    starters = await Promise.all([begin("web"), begin("web")]);
    worker = await begin("worker");
  });
  afterAll(async () => {
    await Promise.all([...starters, worker].map(({ process }) => process.stop()));
    await proxy.close();
    await world.close();
    await database.drop();
  });

  test("live and are not ready while it is away, nor is a worker, and are ready soon after it appears twenty seconds late (HE1, HE2, HE7)", async () => {
    for (const starter of starters) {
      await expect.poll(() => statusAt(starter, "/livez"), { timeout: 20_000 }).toBe(200);
      expect(await statusAt(starter, "/readyz")).toBe(503);
      const asked = await askForSession(starter);
      expect([asked.status, asked.headers.get("retry-after")]).toEqual([503, "5"]);
      expect(asked.headers.getSetCookie()).toEqual([]);
    }
    await expect.poll(() => statusAt(worker, "/livez"), { timeout: 20_000 }).toBe(200);
    expect(await statusAt(worker, "/readyz")).toBe(503);
    await wait(LATE_MS);
    for (const starter of [...starters, worker]) expect(await statusAt(starter, "/livez")).toBe(200);
    await proxy.pass();
    await Promise.all([...starters, worker].map(({ process, origin }) => untilReady(process, origin)));
    for (const { log } of starters) {
      expect(log.entries("store_awaited")).toHaveLength(1);
      expect(log.entries("listening")).toHaveLength(1);
    }
  }, 60_000);

  test("have brought its schema up to date between them, and both serve (DB4)", async () => {
    for (const starter of starters) {
      expect(await (await askForSession(starter)).json()).toEqual({ user: null });
      expect(starter.log.entries("start_failed")).toEqual([]);
    }
  });
});
