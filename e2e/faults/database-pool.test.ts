import { spawn } from "node:child_process";
import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTarget, type Target } from "../attacks/target.ts";
import { createVisitor, type Visitor } from "../attacks/visitor.ts";
import { freshDatabase, type FreshDatabase } from "../bench/fresh-database.ts";
import { askAtOnce, expectUnavailable, statusAt } from "./answers.ts";

const SERVER = process.env["TEST_DATABASE_URL"];
/** The portal's own for pages. */
const CONNECTIONS = 10;

/** Nobody gets at the sessions until it is let go. */
async function lockTable(url: string) {
  const console = spawn("psql", [url, "-qX"], { stdio: ["pipe", "pipe", "inherit"] });
  console.stdin.write("begin; lock table sessions in access exclusive mode; select 1;\n");
  await once(console.stdout, "data");
  return {
    async letGo() {
      console.stdin.end("rollback;\n");
      await once(console, "exit");
    },
  };
}

/** Only with TEST_DATABASE_URL: PGlite has one connection and nobody beside the portal. */
describe.skipIf(SERVER === undefined || SERVER === "")("a portal whose connections are all taken", () => {
  let database: FreshDatabase;
  let target: Target;
  let visitor: Visitor;

  beforeAll(async () => {
    database = await freshDatabase(SERVER);
    target = await startTarget({ log: "warn", settings: { DATABASE_URL: database.url } });
    visitor = createVisitor(target);
    await visitor.logIn();
  });
  afterAll(async () => {
    await target.close();
    await database.drop();
  });

  test("lets nobody wait for one for longer than two seconds, and serves again when they are free (DB2)", async () => {
    const usual = Math.max(...(await askAtOnce(visitor, 6 * CONNECTIONS)).map(({ afterMs }) => afterMs));
    const lock = await lockTable(database.url);
    const answered = await askAtOnce(visitor, 6 * CONNECTIONS);
    for (const each of answered) await expectUnavailable(each);
    const waited = answered.map(({ afterMs }) => afterMs).toSorted((one, other) => one - other);
    // The others have one, and wait for the lock for as long as a statement may take. So many requests take their time
    // without any wait.
    expect((waited.at(-CONNECTIONS - 1) ?? 0) - usual).toBeLessThan(2000);
    expect(await statusAt(target, "/livez")).toBe(200);
    await lock.letGo();
    for (const { answer } of await askAtOnce(visitor, 6 * CONNECTIONS)) expect(answer.status).toBe(200);
  }, 40_000);
});
