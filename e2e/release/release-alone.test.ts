import { cp, mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createPortalLog, type PortalLog } from "../attacks/portal-log.ts";
import { createVisitor } from "../attacks/visitor.ts";
import { freshDatabase, type FreshDatabase } from "../bench/fresh-database.ts";
import { startObserved } from "../canary/observed-portal.ts";
import { freePort } from "../run/ports.ts";
import { untilReady } from "../run/portal-process.ts";
import { runToEnd, type Child } from "../run/processes.ts";
import { RELEASE, releaseFolder } from "../run/release/release-form.ts";
import { startWorld, type World } from "../world/start-world.ts";

const SERVER = process.env["TEST_DATABASE_URL"];
const END_WITH_PARENT = fileURLToPath(new URL("../run/end-with-parent.ts", import.meta.url));

/** Where no package can be found above it, as on a server. */
let elsewhere: string;
let folder: string;

beforeAll(async () => {
  elsewhere = await realpath(await mkdtemp(join(tmpdir(), "release-")));
  folder = join(elsewhere, "portal");
  await cp(releaseFolder(fileURLToPath(new URL("../..", import.meta.url))), folder, { recursive: true });
});
afterAll(() => rm(elsewhere, { recursive: true }));

const command = (name: string): string => join(folder, RELEASE.bff, `${name}.js`);

const engines = [
  {
    engine: "Postgres",
    isHere: SERVER !== undefined && SERVER !== "",
    // Node.js itself refuses whatever is not allowed here: to write anywhere, to read elsewhere, and to start anything.
    allowed: () => [
      "--permission",
      ...[join(folder, "*"), END_WITH_PARENT].map((path) => `--allow-fs-read=${path}`),
    ],
    server: SERVER,
  },
  { engine: "PGlite", isHere: true, allowed: () => [], server: undefined },
];

for (const { engine, isHere, allowed, server } of engines) {
  describe.skipIf(!isHere)(`the release in a folder of its own, on ${engine}`, () => {
    let world: World;
    let database: FreshDatabase;
    let portal: Child;
    let origin: string;
    let log: PortalLog;

    beforeAll(async () => {
      const port = String(await freePort());
      origin = `http://localhost:${port}`;
      log = createPortalLog();
      world = await startWorld({ portalOrigin: origin, ports: "free" });
      database = await freshDatabase(server);
      portal = startObserved(
        {
          command: process.execPath,
          args: [...allowed(), "--import", END_WITH_PARENT, command("main")],
          cwd: elsewhere,
          env: { ...world.bffEnvironment, PORT: port, DATABASE_URL: database.url },
        },
        log.take,
      );
      await untilReady(portal, origin);
    });
    afterAll(async () => {
      await portal.stop();
      await world.close();
      await database.drop();
    });

    test("serves the page with its scripts, made small already", async () => {
      const page = await (await fetch(origin)).text();
      const [, largest = ""] = /<link[^>]+rel="modulepreload"[^>]+href="([^"]+)"/.exec(page) ?? [];
      const answer = await fetch(origin + largest, { headers: { "Accept-Encoding": "br" } });
      expect(answer.status).toBe(200);
      expect(answer.headers.get("content-type")).toMatch(/^text\/javascript/);
      expect(answer.headers.get("content-encoding")).toBe("br");
    });

    test("lets a guardian in, shows her what is held on her, and brings it up to date", async () => {
      const visitor = createVisitor({ origin, world });
      await visitor.logIn();
      expect(await visitor.sourceStates()).toEqual(["fresh", "fresh", "answered"]);
      const refreshed = await visitor.ask("POST", "/api/profile/refresh", {});
      expect(refreshed.status).toBe(200);
    });

    test("says nothing but entries of its log, and no warning", () => {
      expect(log.strays()).toEqual([]);
      expect(log.text()).not.toContain('"level":40');
    });
  });
}

test.each([
  ["sync", ["--help"], 0, "--dry-run"],
  ["end-sessions", [], 2, "--national-id-from-stdin"],
  ["doctor", [], 1, "IDPORTEN_ISSUER"],
  ["main", [], 1, "configuration_fault"],
])("command «%s» of the release answers where nothing is configured", async (name, args, code, word) => {
  const line = { command: process.execPath, args: [command(name), ...args], cwd: elsewhere };
  const finished = await runToEnd(line, AbortSignal.timeout(60_000));
  expect(finished.output).toContain(word);
  expect(finished.code).toBe(code);
});
