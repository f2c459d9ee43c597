import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "./store/database.ts";
import { migrate } from "./store/migrate.ts";
import { storeEngines, type EmptyStore } from "./store/testing/store-engines.ts";
import { call, logIn, logOut, poll } from "./testing/life-cycle/browser-commands.ts";
import { busy, changeKeys } from "./testing/life-cycle/long-commands.ts";
import { newModel, ringOf } from "./testing/life-cycle/model.ts";
import {
  backChannel,
  everySessionIsAsItOughtToBe,
  frontChannel,
  oldCookies,
  outage,
  passMinutes,
  restart,
  rotate,
  toldDuringOutage,
} from "./testing/life-cycle/outside-commands.ts";
import { openPortals } from "./testing/life-cycle/portals.ts";

const browser = fc.nat({ max: 1 });
const replica = fc.nat({ max: 1 });
const sid = fc.constantFrom("sid-a", "sid-b", "sid-c", "sid-d");
/** Around the idle limit, and to the absolute one in a few steps. */
const minutes = fc.constantFrom(1, 10, 29, 30, 45);

const anyCommand = [
  fc.tuple(browser, sid, fc.tuple(replica, replica)).map((args) => logIn(...args)),
  fc.tuple(browser, replica, fc.constantFrom("page", "prolong")).map((args) => call(...args)),
  fc.tuple(browser, replica).map((args) => poll(...args)),
  fc.tuple(browser, replica).map((args) => logOut(...args)),
  minutes.map(passMinutes),
  fc.tuple(sid, replica).map((args) => frontChannel(...args)),
  fc.tuple(sid, fc.nat({ max: 2 }), replica).map((args) => backChannel(...args)),
  fc.constantFrom(true, false, false).map(outage),
  fc.tuple(browser, replica).map((args) => toldDuringOutage(...args)),
  replica.map(restart),
  fc.constant(rotate()),
  replica.map(oldCookies),
  fc.tuple(browser, replica, fc.integer({ min: 1, max: 5 })).map((args) => busy(...args)),
  replica.map(changeKeys),
];

/**
 * Whatever happens in whatever order, by two processes on one database: no call succeeds after a logout or the end of
 * time; asking prolongs nothing; no id comes twice; an outage answers 503 and logs nobody out; a planted or old cookie is
 * never accepted; a change of keys logs nobody out (SN1, SN2, SN4–SN6, SN13, KR1, KR6).
 */
describe.each(storeEngines(process.env["TEST_DATABASE_URL"]))(
  "the life of sessions on $name",
  ({ create }) => {
    let store: EmptyStore;
    let database: Database;

    beforeAll(async () => {
      store = await create();
      database = await store.open();
      await migrate(database.db);
    });
    afterAll(() => store.drop());

    it("is as the model has it, in a hundred histories (SN1, SN2, SN4, SN5, SN6, SN13, KR1, KR6)", async () => {
      expect.hasAssertions();
      await fc.assert(
        fc.asyncProperty(fc.commands(anyCommand, { maxCommands: 20, size: "max" }), async (history) => {
          const model = newModel();
          const portals = await openPortals(database, ringOf(model.rotation, 0));
          try {
            await fc.asyncModelRun(() => ({ model, real: portals }), history);
            await everySessionIsAsItOughtToBe(model, portals);
          } finally {
            await portals.stop();
          }
        }),
        { numRuns: 100 },
      );
    }, 120_000);
  },
);
