import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createKeyring, randomSessionKey } from "../platform/keyring.ts";
import { KARI } from "../ports/testing/people.ts";
import type { Database } from "./database.ts";
import { createLastAnswers } from "./last-answers.ts";
import { migrate } from "./migrate.ts";
import { createRefreshGuard } from "./refresh-guard.ts";
import { createSessions } from "./sessions.ts";
import { sweep } from "./sweep.ts";
import { storeEngines, type EmptyStore } from "./testing/store-engines.ts";

const CONTENT = { nationalId: KARI, acr: "idporten-loa-high", name: null, language: null };

const DAY = 24 * 60;

function minutesAgo(minutes: number): Date {
  return new Date(Date.now() - minutes * 60_000);
}

function logoutNotice(tokenId: string, minutes: number) {
  return { sid: "nobody's", tokenId, expiresAt: minutesAgo(minutes) };
}

describe.each(storeEngines(process.env["TEST_DATABASE_URL"]))("the sweep on $name", ({ create }) => {
  let store: EmptyStore;
  let db: Database["db"];

  beforeAll(async () => {
    store = await create();
    ({ db } = await store.open());
    await migrate(db);
  });
  afterAll(() => store.drop());

  it("keeps a session for a day after its end, so that its holder hears why, and deletes it then", async () => {
    const sessions = createSessions(db, createKeyring([randomSessionKey()]));
    const [yesterday, older] = [
      await sessions.create(CONTENT, "yesterday"),
      await sessions.create(CONTENT, "older"),
    ];
    await sql`update sessions set created_at = now() - interval '25 hours' where idporten_sid = 'yesterday'`.execute(
      db,
    );
    await sql`update sessions set created_at = now() - interval '27 hours' where idporten_sid = 'older'`.execute(
      db,
    );
    await sweep(db, { copyHours: 24 });
    expect(await sessions.find(yesterday, { slide: true })).toMatchObject({ state: "expired" });
    expect(await sessions.find(older, { slide: true })).toEqual({ state: "none" });
  });

  it("never deletes a live session", async () => {
    const sessions = createSessions(db, createKeyring([randomSessionKey()]));
    const token = await sessions.create(CONTENT, null);
    await sweep(db, { copyHours: 24 });
    expect(await sessions.find(token, { slide: true })).toMatchObject({ state: "live" });
  });

  it("forgets a used logout token only when it is refused for its age", async () => {
    const sessions = createSessions(db, createKeyring([randomSessionKey()]));
    await sessions.endByLogoutToken(logoutNotice("just expired", 10));
    await sessions.endByLogoutToken(logoutNotice("long expired", 70));
    await sweep(db, { copyHours: 24 });
    expect(await sessions.endByLogoutToken(logoutNotice("just expired", 10))).toBe("used-before");
    expect(await sessions.endByLogoutToken(logoutNotice("long expired", 70))).toEqual([]);
  });

  it("remembers which session ID-porten has ended until no log-in of it can live any more", async () => {
    const sessions = createSessions(db, createKeyring([randomSessionKey()]));
    for (const sid of ["just ended", "long ended"]) await sessions.endByIdportenSid(sid);
    await sql`update ended_idporten_sessions set ended_at = now() - interval '175 minutes' where sid = 'just ended'`.execute(
      db,
    );
    await sql`update ended_idporten_sessions set ended_at = now() - interval '185 minutes' where sid = 'long ended'`.execute(
      db,
    );
    await sweep(db, { copyHours: 24 });
    const left = await db
      .selectFrom("ended_idporten_sessions")
      .select("sid")
      .where("sid", "like", "% ended")
      .execute();
    expect(left).toEqual([{ sid: "just ended" }]);
  });

  it("keeps the pause after «Oppdater»", async () => {
    const guard = createRefreshGuard(db);
    await guard.admit("paused");
    await guard.release("paused", "done");
    await sweep(db, { copyHours: 24 });
    expect(await guard.admit("paused")).toMatchObject({ admitted: false });
  });

  it("forgets after 90 days when a register answered", async () => {
    const lastAnswers = createLastAnswers(db, createKeyring([randomSessionKey()]), 24);
    await lastAnswers.record("kari", [{ registerId: "school", copy: null }], minutesAgo(91 * DAY));
    await lastAnswers.record("kari", [{ registerId: "kindergarten", copy: null }], minutesAgo(89 * DAY));
    await sweep(db, { copyHours: 24 });
    expect([...(await lastAnswers.find("kari")).keys()]).toEqual(["kindergarten"]);
  });
});
