import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTarget, type Target } from "../attacks/target.ts";
import { createVisitor, type Visitor } from "../attacks/visitor.ts";
import type { World } from "../world/start-world.ts";
import { startBlackHole, type BlackHole } from "./black-hole.ts";
import { IN_TIME, PAGE_WITHIN_MS } from "./watched-page.ts";

interface Silence {
  readonly origin: string;
  close(): Promise<void>;
}

async function blackHole(): Promise<Silence> {
  const hole: BlackHole = await startBlackHole();
  return { origin: `http://127.0.0.1:${String(hole.port)}`, close: () => hole.close() };
}

/** Takes the connection and the first message of TLS, and says nothing. */
async function tlsStall(): Promise<Silence> {
  const open = new Set<Socket>();
  const server: Server = createServer((socket) => {
    open.add(socket.on("error", () => undefined));
    socket.resume();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const at = server.address();
  if (typeof at !== "object" || at === null) throw new Error("the server does not listen");
  return {
    origin: `https://127.0.0.1:${String(at.port)}`,
    async close() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

/** A register's address stands within a list. */
function withSchoolAt(origin: string, { bffEnvironment, school }: World): Record<string, string> {
  const registers = bffEnvironment["CONTACT_REGISTERS"] ?? "";
  return { CONTACT_REGISTERS: registers.replace(school.origin, origin) };
}

const WELL = ["fresh", "fresh", "answered"];

describe.each([
  ["gets no answer to its connection", blackHole],
  ["is connected and gets no answer within TLS", tlsStall],
])("while the portal %s", (_how, start) => {
  let silence: Silence;
  let target: Target;
  let visitor: Visitor;

  beforeAll(async () => {
    silence = await start();
    target = await startTarget({ log: "warn" });
  }, 120_000);
  afterAll(async () => {
    await target.close();
    await silence.close();
  });

  test.each([
    ["krr", ["fresh", "fresh", "unavailable"], () => ({ KRR_BASE_URL: silence.origin })],
    [
      "visma-flyt-skole",
      ["unavailable", "fresh", "answered"],
      () => withSchoolAt(silence.origin, target.world),
    ],
    [
      "maskinporten",
      ["unavailable", "unavailable", "unavailable"],
      () => ({ MASKINPORTEN_ISSUER: `${silence.origin}/` }),
    ],
  ])(
    "from %s, the page shows in time what is known, and every time (UP1)",
    IN_TIME,
    async (upstream, seen, settings) => {
      await target.start(settings());
      visitor = createVisitor(target);
      await visitor.logIn();
      for (let time = 0; time < 2; time += 1) {
        const begun = performance.now();
        expect(await visitor.sourceStates()).toEqual(seen);
        expect(performance.now() - begun).toBeLessThan(PAGE_WITHIN_MS);
      }
      // By the limit of connecting, and not by that of the whole call.
      expect(target.log.entries("upstream_failed").map(({ failure }) => failure)).toContainEqual({
        upstream,
        kind: "unavailable",
        reason: "UND_ERR_CONNECT_TIMEOUT",
      });
    },
  );

  test("the page is whole where everybody answers, so that it was that", IN_TIME, async () => {
    await target.start();
    visitor = createVisitor(target);
    await visitor.logIn();
    expect(await visitor.sourceStates()).toEqual(WELL);
  });
});
