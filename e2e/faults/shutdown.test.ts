import { spawn } from "node:child_process";
import { once } from "node:events";
import { Agent, request, type IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import { openSocket } from "../attacks/raw-socket.ts";
import { startTarget, type Target } from "../attacks/target.ts";
import { createVisitor, type Visitor } from "../attacks/visitor.ts";
import { until } from "../nights/night.ts";
import { freePort } from "../run/ports.ts";
import { bffCommand } from "../run/release/release-form.ts";
import { startWorld } from "../world/start-world.ts";
import { statusAt } from "./answers.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** The register answers so late, which is within what it is waited for. */
const SLOW_MS = 2000;
/** A portal starts and ends in each test, beside others. */
const LONG_MS = 90_000;

/** Asks on a connection that is to be kept alive; `fetch` hides what is said of it. */
async function askKeptAlive(agent: Agent, { origin }: Target, path: string, cookie: string) {
  const { hostname, port } = new URL(origin);
  const headers = { "X-Portal": "1", "Sec-Fetch-Site": "same-origin", Cookie: cookie };
  const asked = request({ agent, host: hostname, port, path, headers }).end();
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    asked.once("response", resolve).once("error", reject);
  });
  return { status: answer.statusCode, connection: answer.headers.connection, body: await text(answer) };
}

/** Sends a request without ever coming to its end. */
async function trickle(target: Target): Promise<Socket> {
  const socket = await openSocket(target.origin);
  socket.on("error", () => socket.destroy());
  socket.write(
    "POST /auth/backchannel-logout HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\n",
  );
  return socket;
}

describe("a portal that is told to stop", () => {
  let target: Target;
  let visitor: Visitor;

  const begin = async (settings: Readonly<Record<string, string>>): Promise<void> => {
    target = await startTarget({ log: "info", settings });
    visitor = createVisitor(target);
    await visitor.logIn();
  };
  const cookieOf = (): string => [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join("; ");

  afterEach(() => target.close());

  test(
    "is not ready at once, serves for a while, finishes what it is asked, refuses what is new, and ends with 0 (HE2, HE4)",
    async () => {
      await begin({ SHUTDOWN_DELAY_SECONDS: "3", SHUTDOWN_DEADLINE_SECONDS: "60" });
      const agent = new Agent({ keepAlive: true });
      target.world.school.faults.set({ latency: SLOW_MS });
      const before = target.world.school.requests.total;
      const slow = askKeptAlive(agent, target, "/api/profile", cookieOf());
      // As it comes in: what it reads is counted when its time is up, and the answer is out at once then.
      await until(() => target.world.school.requests.total > before, 10_000);

      const process = target.portal();
      process.signal("SIGTERM");
      await target.log.untilEntries("stopping", 1);
      expect(await statusAt(target, "/readyz")).toBe(503);
      // For as long as a load balancer may not have seen that, whoever is sent here is served.
      const late = await askKeptAlive(agent, target, "/api/session", cookieOf());
      expect(late).toMatchObject({ status: 200, connection: "close" });

      const answered = await slow;
      expect(answered).toMatchObject({ status: 200, connection: "close" });
      expect(JSON.parse(answered.body)).toMatchObject({
        systems: [{ answer: "fresh" }, { answer: "fresh" }],
      });
      // Were a connection kept, it would hold the process until its deadline.
      expect(await process.exited).toBe(0);
      expect(await statusAt(target, "/livez")).toBe(0);
      expect(target.log.entries("stopped")).toHaveLength(1);
    },
    LONG_MS,
  );

  test(
    "closes connections on which nothing is asked while something else is still under way (HE4)",
    async () => {
      await begin({ SHUTDOWN_DEADLINE_SECONDS: "60" });
      const busy = await trickle(target);
      const idle = await openSocket(target.origin);
      idle.write("GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n");
      await once(idle, "data");
      const process = target.portal();
      process.signal("SIGTERM");
      await once(idle, "close");
      expect(await statusAt(target, "/livez")).toBe(0);
      expect(busy.destroyed).toBe(false);
      busy.destroy();
      expect(await process.exited).toBe(0);
    },
    LONG_MS,
  );

  test(
    "ends at once and not with 0 when it is told a second time (HE6)",
    async () => {
      await begin({ SHUTDOWN_DEADLINE_SECONDS: "60" });
      const socket = await trickle(target);
      const process = target.portal();
      process.signal("SIGTERM");
      await target.log.untilEntries("stopping", 1);
      process.signal("SIGTERM");
      expect(await process.exited).toBe(1);
      expect(target.log.entries("stop_forced")).toMatchObject([{ because: "SIGTERM" }]);
      socket.destroy();
    },
    LONG_MS,
  );

  test(
    "ends at its deadline and not with 0 when something hangs (HE6)",
    async () => {
      await begin({ SHUTDOWN_DEADLINE_SECONDS: "2" });
      const socket = await trickle(target);
      const process = target.portal();
      process.signal("SIGTERM");
      expect(await process.exited).toBe(1);
      expect(target.log.entries("stop_forced")).toMatchObject([{ because: "deadline" }]);
      socket.destroy();
    },
    LONG_MS,
  );
});

describe("a process that waits for its database, and whose log nobody reads any more", () => {
  test(
    "ends with 0 when it is told to stop (HE4, HE6)",
    async () => {
      const world = await startWorld({ portalOrigin: "http://localhost:3000", ports: "free" });
      const env = {
        ...process.env,
        ...world.bffEnvironment,
        ROLE: "worker",
        DATABASE_URL: `postgres://nobody@127.0.0.1:${String(await freePort())}/none`,
      };
      const args = ["--import", "./e2e/run/end-with-parent.ts", bffCommand("main")];
      const waiting = spawn(process.execPath, args, {
        cwd: root,
        env,
        stdio: ["ignore", "pipe", "ignore", "ipc"],
      });
      const exited = once(waiting, "exit");
      try {
        await expect
          .poll(() => String(waiting.stdout?.read() ?? ""), { timeout: LONG_MS })
          .toContain("store_awaited");
        waiting.stdout?.destroy();
        waiting.kill("SIGTERM");
        expect(await exited).toEqual([0, null]);
      } finally {
        waiting.kill("SIGKILL");
        await world.close();
      }
    },
    LONG_MS,
  );
});
