import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { startTarget, type Target } from "../attacks/target.ts";
import { createVisitor, type Visitor } from "../attacks/visitor.ts";
import { freshDatabase, type FreshDatabase } from "../bench/fresh-database.ts";

const SOON = { timeout: 15_000, interval: 100 };
const SERVER = process.env["TEST_DATABASE_URL"];

/** Only with TEST_DATABASE_URL: PGlite does not fail over. */
describe.skipIf(SERVER === undefined || SERVER === "")(
  "a portal whose database has failed over to a replica",
  () => {
    let database: FreshDatabase;
    let target: Target;
    let visitor: Visitor;

    const turn = async (readOnly: "on" | "off"): Promise<void> => {
      const name = new URL(database.url).pathname.slice(1);
      await database.run(
        `begin read write; alter database ${name} set default_transaction_read_only = ${readOnly}; commit`,
      );
    };

    beforeAll(async () => {
      database = await freshDatabase(SERVER);
      target = await startTarget({ log: "warn", settings: { DATABASE_URL: database.url } });
      visitor = createVisitor(target);
      await visitor.logIn();
      await turn("on");
      await database.cutConnections();
      // Who asks before the portal has heard of its connections' end is asked to come again.
      await vi.waitUntil(async () => (await visitor.ask("GET", "/api/session")).status === 200, SOON);
    }, 60_000);
    afterAll(async () => {
      await turn("off");
      await target.close();
      await database.drop();
    });

    test("shows whoever is logged in her page (DB3)", async () => {
      expect(await visitor.isLoggedIn()).toBe(true);
      expect(await visitor.sourceStates()).toEqual(["fresh", "fresh", "answered"]);
    });

    test("says 503 and when to come again to whatever must be written (DB3)", async () => {
      const refreshed = await visitor.ask("POST", "/api/profile/refresh", {});
      expect(refreshed.status).toBe(503);
      expect(Number(refreshed.headers.get("retry-after"))).toBeGreaterThan(0);
      const stranger = createVisitor(target);
      expect((await stranger.logIn()).status).toBe(503);
      expect(await stranger.isLoggedIn()).toBe(false);
    });

    test("writes again by itself when the database does, though no connection was cut (DB3)", async () => {
      await turn("off");
      await expect
        .poll(async () => (await visitor.ask("POST", "/api/profile/refresh", {})).status, {
          timeout: 30_000,
          interval: 500,
        })
        .toBe(200);
    }, 40_000);
  },
);
