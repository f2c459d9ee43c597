import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { session } from "@foresattportal/shared/contract/session.ts";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { freshDatabase, type FreshDatabase } from "../bench/fresh-database.ts";
import { bffCommand } from "../run/release/release-form.ts";
import { drawKey } from "../world/draw-key.ts";
import { startTarget, type Target } from "./target.ts";
import { createVisitor, type Visitor } from "./visitor.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const COOKIE = "__Host-Http-sid";
/** A portal is stopped and started several times. */
const WITH_RESTARTS = 120_000;

/** Rows SN and KR of security-and-reliability.md, on a portal whose database outlives its process. */
describe("a session", () => {
  const first = drawKey();
  let database: FreshDatabase;
  let target: Target;
  let visitor: Visitor;
  const guardian = (number = 0): string => target.world.people[number]?.nationalId ?? "";

  beforeAll(async () => {
    database = await freshDatabase(process.env["TEST_DATABASE_URL"]);
    target = await startTarget({
      // As of a ring whose first key has made the pseudonyms from the beginning (docs/key-rotation.md).
      settings: { DATABASE_URL: database.url, SESSION_KEYS: `first:${first}`, PSEUDONYM_KEY: first },
    });
  }, WITH_RESTARTS);
  afterAll(async () => {
    await target.close();
    await database.drop();
  });
  beforeEach(() => {
    visitor = createVisitor(target);
  });

  const profileStatus = async (of = visitor): Promise<number> => (await of.ask("GET", "/api/profile")).status;

  /** Another browser into which this value has been put. */
  function holderOf(cookie: string): Visitor {
    const holder = createVisitor(target);
    holder.cookies.set(COOKIE, cookie);
    return holder;
  }

  /** What the portal's own command says. */
  function command(args: readonly string[], input: string): Promise<string> {
    return new Promise((resolve) => {
      const child = execFile(
        process.execPath,
        [bffCommand("end-sessions"), ...args],
        { cwd: root, env: { ...process.env, ...target.environment() } },
        (_error, stdout, stderr) => resolve(stdout + stderr),
      );
      child.stdin?.end(input);
    });
  }

  /** PGlite serves one process, so there the portal pauses meanwhile. */
  async function endSessions(args: readonly string[], input = ""): Promise<string> {
    if (database.engine === "Postgres") return command(args, input);
    await target.stop();
    const output = await command(args, input);
    await target.start();
    return output;
  }

  test("id that was planted before the log-in is never taken over (SN1)", async () => {
    const planted = "p".repeat(43);
    visitor.cookies.set(COOKIE, planted);
    expect(await profileStatus(holderOf(planted))).toBe(401);
    await visitor.logIn();
    expect(visitor.cookies.get(COOKIE)).not.toBe(planted);
    expect(await profileStatus()).toBe(200);
    expect(await profileStatus(holderOf(planted))).toBe(401);
  });

  test("id of somebody else that was planted gives the attacker nothing (SN1)", async () => {
    const attacker = createVisitor(target);
    await attacker.logIn(guardian(2));
    const planted = attacker.cookies.get(COOKIE) ?? "";
    visitor.cookies.set(COOKIE, planted);
    await visitor.logIn();
    expect(await profileStatus()).toBe(200);
    expect(await profileStatus(holderOf(planted))).toBe(401);
  });

  test("that a log-in replaces is over at once (SN2)", async () => {
    await visitor.logIn();
    const before = visitor.cookies.get(COOKIE) ?? "";
    await visitor.logIn();
    expect(visitor.cookies.get(COOKIE)).not.toBe(before);
    expect(await profileStatus()).toBe(200);
    expect(await profileStatus(holderOf(before))).toBe(401);
  });

  test("tells of itself the times, the name and the level, and nothing that is secret (SN7)", async () => {
    await visitor.logIn();
    await visitor.ask("GET", "/api/profile");
    const text = await (await visitor.ask("GET", "/api/session")).text();
    const told: unknown = JSON.parse(text);
    expect(session.parse(told)).toEqual(told);
    expect(told).toEqual({
      user: { name: expect.any(String), language: expect.any(String) },
      acr: "idporten-loa-high",
      expiresInSeconds: expect.any(Number),
      idleExpiresInSeconds: expect.any(Number),
    });
    for (const secret of [guardian(), visitor.cookies.get(COOKIE) ?? "", "eyJ", "sid"])
      expect(text).not.toContain(secret);
  });

  test("that is only asked about, minute by minute, ends after 30 (SN6)", async ({ skip }) => {
    skip(database.engine === "PGlite", "its clock cannot be reached beside the portal; the store's tests do");
    await visitor.logIn();
    for (let minute = 1; minute <= 31; minute += 1) {
      await database.run("update sessions set last_seen_at = last_seen_at - interval '1 minute'");
      expect(await visitor.isLoggedIn(), `after ${String(minute)} minutes`).toBe(minute < 30);
    }
    const answer = await visitor.ask("GET", "/api/profile");
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ code: "session-idle" });
  });

  test(
    "of one environment is none in another, also under the same keys (SN13)",
    async () => {
      await visitor.logIn();
      const cookie = visitor.cookies.get(COOKIE) ?? "";
      await target.start({ DATABASE_URL: "pglite:memory" });
      expect(await profileStatus(holderOf(cookie))).toBe(401);
      await target.start();
      expect(await profileStatus(holderOf(cookie))).toBe(200);
    },
    WITH_RESTARTS,
  );

  test(
    "lives on while the key ring is changed step by step, and the old key is gone at the end (KR6, KR1)",
    async () => {
      const second = drawKey();
      await visitor.logIn();
      for (const ring of [`first:${first},second:${second}`, `second:${second},first:${first}`]) {
        await target.start({ SESSION_KEYS: ring });
        expect(await profileStatus()).toBe(200);
      }
      const since = createVisitor(target);
      await since.logIn(guardian(2));
      await target.start({ SESSION_KEYS: `second:${second}` });
      expect(await profileStatus(since)).toBe(200);
      await target.start({ SESSION_KEYS: `third:${drawKey()}` });
      const answer = await since.ask("GET", "/api/profile");
      expect(answer.status).toBe(401);
      expect(await answer.json()).toMatchObject({ code: "no-session" });
    },
    WITH_RESTARTS,
  );

  describe("that an administrator ends", () => {
    beforeAll(() => target.start(), WITH_RESTARTS);

    test(
      "by a national id on standard input is over at the next request, and nobody else's is (SN10)",
      async () => {
        const [phone, other] = [createVisitor(target), createVisitor(target)];
        for (const each of [visitor, phone]) await each.logIn(guardian(3));
        await other.logIn(guardian(2));
        const output = await endSessions(["--national-id-from-stdin"], `${guardian(3)}\n`);
        expect(output).toBe("Live sessions ended: 2\n");
        expect([await profileStatus(), await profileStatus(phone)]).toEqual([401, 401]);
        expect(await profileStatus(other)).toBe(200);
      },
      WITH_RESTARTS,
    );

    test(
      "with everybody's is over at the next request (SN10)",
      async () => {
        await visitor.logIn();
        expect(await endSessions(["--all"])).toMatch(/^Live sessions ended: [1-9]\d*\n$/);
        expect(await profileStatus()).toBe(401);
      },
      WITH_RESTARTS,
    );

    test("by an id among the arguments is not, and the id is not repeated (SN10)", async () => {
      const refused = await command(["--national-id-from-stdin", guardian()], "");
      expect(refused).toMatch(/^Usage: /);
      expect(refused).not.toContain(guardian());
      expect(await command(["--national-id-from-stdin"], "not an id")).toBe(
        "standard input must hold one national id and nothing else\n",
      );
    });
  });
});
