import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createKeyring, randomSessionKey, type Keyring } from "../platform/keyring.ts";
import { KARI } from "../ports/testing/people.ts";
import type { Sessions } from "../ports/sessions.ts";
import type { Database } from "./database.ts";
import { migrate } from "./migrate.ts";
import { hashOf } from "./session-content.ts";
import { createSessions } from "./sessions.ts";
import { storeEngines, type EmptyStore } from "./testing/store-engines.ts";

const CONTENT = { nationalId: KARI, acr: "idporten-loa-high", name: "Kari Normann", language: null };

function notice(tokenId: string, sid: string) {
  return { sid, tokenId, expiresAt: new Date(Date.now() + 60_000) };
}

describe.each(storeEngines(process.env["TEST_DATABASE_URL"]))("sessions on $name", ({ create }) => {
  let store: EmptyStore;
  let database: Database;
  let keyring: Keyring;
  let sessions: Sessions;
  let numberOfSids = 0;

  beforeAll(async () => {
    store = await create();
    database = await store.open();
    await migrate(database.db);
    keyring = createKeyring([randomSessionKey()]);
    sessions = createSessions(database.db, keyring);
  });
  afterAll(() => store.drop());

  /** A session at ID-porten of its own, by which a test finds its row. */
  function newSid(): string {
    numberOfSids += 1;
    return `sid-${String(numberOfSids)}`;
  }

  /** Moves a row back in time by the database's own clock. */
  async function age(sid: string, column: "created_at" | "last_seen_at", minutes: number): Promise<void> {
    const changed = await database.db
      .updateTable("sessions")
      .set({ [column]: sql<Date>`${sql.ref(column)} - ${minutes} * interval '1 minute'` })
      .where("idporten_sid", "=", sid)
      .executeTakeFirst();
    expect(changed.numUpdatedRows).toBe(1n);
  }

  it("gives back what was kept, to the holder of the token", async () => {
    const token = await sessions.create(CONTENT, newSid());
    const found = await sessions.find(token, { slide: false });
    expect(found).toMatchObject({
      state: "live",
      session: {
        content: { acr: "idporten-loa-high", name: "Kari Normann" },
        subject: keyring.pseudonym(KARI.reveal()),
      },
    });
    expect(found.state === "live" && found.session.content.nationalId.reveal()).toBe(KARI.reveal());
  });

  it("gives every session a token of its own with 256 bits", async () => {
    const tokens = await Promise.all([1, 2, 3].map(() => sessions.create(CONTENT, null)));
    expect(new Set(tokens).size).toBe(3);
    for (const token of tokens) expect(Buffer.from(token, "base64url")).toHaveLength(32);
  });

  it("knows no session by a token that it did not give out", async () => {
    expect(await sessions.find("A".repeat(43), { slide: true })).toEqual({ state: "none" });
  });

  it("keeps neither token, national id nor name readable in any table (SN11)", async () => {
    const token = await sessions.create(CONTENT, newSid());
    await sessions.endByLogoutToken({ sid: newSid(), tokenId: "a-logout-token-id", expiresAt: new Date() });
    const rows = [
      await database.db.selectFrom("sessions").selectAll().execute(),
      await database.db.selectFrom("used_logout_tokens").selectAll().execute(),
    ];
    const dump = JSON.stringify(rows);
    expect(dump).toContain("sealed");
    for (const secret of [token, KARI.reveal(), "Kari", "Normann", "a-logout-token-id"]) {
      expect(dump).not.toContain(secret);
    }
  });

  it("opens no session by a value that stands in the table (SN11)", async () => {
    const sid = newSid();
    await sessions.create(CONTENT, sid);
    const row = await database.db
      .selectFrom("sessions")
      .selectAll()
      .where("idporten_sid", "=", sid)
      .executeTakeFirstOrThrow();
    for (const value of [row.id_hash, row.sealed, row.subject, sid]) {
      expect(await sessions.find(value, { slide: true })).toEqual({ state: "none" });
    }
  });

  it("refuses a ciphertext that was copied to another row (KR3)", async () => {
    const [from, to] = [newSid(), newSid()];
    await sessions.create(CONTENT, from);
    const token = await sessions.create(CONTENT, to);
    await sql`update sessions set sealed = (select sealed from sessions where idporten_sid = ${from})
      where idporten_sid = ${to}`.execute(database.db);
    expect(await sessions.find(token, { slide: true })).toEqual({ state: "none", unreadable: true });
  });

  it("counts a session under a key that is gone as none, and does not fail (KR2)", async () => {
    const token = await sessions.create(CONTENT, null);
    const rotated = createSessions(database.db, createKeyring([{ ...randomSessionKey(), kid: "new" }]));
    expect(await rotated.find(token, { slide: true })).toEqual({ state: "none", unreadable: true });
  });

  it("counts content in the form of another release as none, and does not fail", async () => {
    const token = await sessions.create(CONTENT, newSid());
    const content = { nationalId: KARI.reveal(), acr: CONTENT.acr, name: CONTENT.name, language: null };
    const sealAs = async (form: object, ticket?: string): Promise<void> => {
      const sealed = await keyring.seal(JSON.stringify(form), `sessions.sealed ${hashOf(token)}`, ticket);
      await database.db
        .updateTable("sessions")
        .set({ sealed })
        .where("id_hash", "=", hashOf(token))
        .execute();
    };
    await sealAs(content, token);
    expect(await sessions.find(token, { slide: true })).toMatchObject({ state: "live" });
    await sealAs({ pid: KARI.reveal() }, token);
    expect(await sessions.find(token, { slide: true })).toEqual({ state: "none", unreadable: true });
    // As sealed by a release before decision 018.
    await sealAs(content);
    expect(await sessions.find(token, { slide: true })).toEqual({ state: "none", unreadable: true });
  });

  it("lives at 29 minutes without use and is over at 30 (SN4)", async () => {
    const sid = newSid();
    const token = await sessions.create(CONTENT, sid);
    await age(sid, "last_seen_at", 29);
    expect(await sessions.find(token, { slide: false })).toMatchObject({ state: "live" });
    await age(sid, "last_seen_at", 1);
    expect(await sessions.find(token, { slide: true })).toMatchObject({ state: "idle-expired" });
  });

  it("is not brought back to life by use after it was over", async () => {
    const sid = newSid();
    const token = await sessions.create(CONTENT, sid);
    await age(sid, "last_seen_at", 31);
    await sessions.find(token, { slide: true });
    expect(await sessions.find(token, { slide: true })).toMatchObject({ state: "idle-expired" });
  });

  it("is over 120 minutes after the log-in, however busy (SN5)", async () => {
    const sid = newSid();
    const token = await sessions.create(CONTENT, sid);
    await age(sid, "created_at", 119);
    expect(await sessions.find(token, { slide: true })).toMatchObject({ state: "live" });
    await age(sid, "created_at", 1);
    expect(await sessions.find(token, { slide: true })).toMatchObject({ state: "expired" });
  });

  it("promises no more idle time than the session has left", async () => {
    const sid = newSid();
    const token = await sessions.create(CONTENT, sid);
    await age(sid, "created_at", 110);
    const found = await sessions.find(token, { slide: true });
    expect(found.state === "live" && found.session.idleExpiresInSeconds).toBeLessThanOrEqual(600);
  });

  it("is not prolonged by asking for its state (SN6)", async () => {
    const sid = newSid();
    const token = await sessions.create(CONTENT, sid);
    for (let minute = 0; minute < 29; minute += 1) await age(sid, "last_seen_at", 1);
    const polled = await sessions.find(token, { slide: false });
    expect(polled.state === "live" && polled.session.idleExpiresInSeconds).toBeLessThanOrEqual(60);
    await age(sid, "last_seen_at", 1);
    expect(await sessions.find(token, { slide: false })).toMatchObject({ state: "idle-expired" });
  });

  it("promises, of a use too soon after the last to be noted, no more than the store will keep", async () => {
    const sid = newSid();
    const token = await sessions.create(CONTENT, sid);
    await age(sid, "last_seen_at", 0.4);
    const used = await sessions.find(token, { slide: true });
    const asked = await sessions.find(token, { slide: false });
    const [promised, kept] = [used, asked].map(
      (found) => found.state === "live" && found.session.idleExpiresInSeconds,
    );
    expect(promised).toBeLessThanOrEqual(30 * 60 - 24);
    expect(Number(promised) - Number(kept)).toBeLessThanOrEqual(1);
  });

  it("promises, of a use that was noted, the whole idle limit, and keeps it", async () => {
    const sid = newSid();
    const token = await sessions.create(CONTENT, sid);
    await age(sid, "last_seen_at", 25);
    expect(await sessions.find(token, { slide: true })).toMatchObject({
      session: { idleExpiresInSeconds: 30 * 60 },
    });
    await age(sid, "last_seen_at", 29);
    expect(await sessions.find(token, { slide: false })).toMatchObject({ state: "live" });
  });

  it("is prolonged by use", async () => {
    const sid = newSid();
    const token = await sessions.create(CONTENT, sid);
    await age(sid, "last_seen_at", 29);
    await sessions.find(token, { slide: true });
    await age(sid, "last_seen_at", 29);
    expect(await sessions.find(token, { slide: true })).toMatchObject({ state: "live" });
  });

  it("is gone once it was ended, and ending it twice is no fault", async () => {
    const token = await sessions.create(CONTENT, null);
    await sessions.end(token, "logout");
    await sessions.end(token, "logout");
    expect(await sessions.find(token, { slide: true })).toEqual({ state: "none" });
  });

  it("is not brought back to life by a clock that is put back after it was over (TM6)", async () => {
    const sids = [newSid(), newSid()] as const;
    const [idle, expired] = [
      await sessions.create(CONTENT, sids[0]),
      await sessions.create(CONTENT, sids[1]),
    ];
    await age(sids[0], "last_seen_at", 31);
    await age(sids[1], "created_at", 121);
    await sessions.find(idle, { slide: false });
    await sessions.find(expired, { slide: false });
    for (const sid of sids) await age(sid, "created_at", -60);
    expect(await sessions.find(idle, { slide: true })).toMatchObject({
      state: expect.not.stringContaining("live"),
    });
    expect(await sessions.find(expired, { slide: true })).toMatchObject({
      state: expect.not.stringContaining("live"),
    });
  });

  it("has no more time than a new one when the clock is put back (TM6)", async () => {
    const sid = newSid();
    const token = await sessions.create(CONTENT, sid);
    await age(sid, "created_at", -60);
    await age(sid, "last_seen_at", -60);
    expect(await sessions.find(token, { slide: false })).toMatchObject({
      session: { expiresInSeconds: 120 * 60, idleExpiresInSeconds: 30 * 60 },
    });
  });

  it("ends every session of one session at ID-porten and no other", async () => {
    const [sid, other] = [newSid(), newSid()];
    const ended = [await sessions.create(CONTENT, sid), await sessions.create(CONTENT, sid)];
    const kept = [await sessions.create(CONTENT, other), await sessions.create(CONTENT, null)];
    expect(await sessions.endByIdportenSid(sid)).toHaveLength(2);
    for (const token of ended) expect(await sessions.find(token, { slide: true })).toEqual({ state: "none" });
    for (const token of kept)
      expect(await sessions.find(token, { slide: true })).toMatchObject({ state: "live" });
  });

  it("ends sessions by a logout token once (LO10)", async () => {
    const [sid, other] = [newSid(), newSid()];
    const before = await sessions.create(CONTENT, sid);
    expect(await sessions.endByLogoutToken(notice("once", sid))).toHaveLength(1);
    expect(await sessions.find(before, { slide: true })).toEqual({ state: "none" });
    const after = await sessions.create(CONTENT, other);
    expect(await sessions.endByLogoutToken(notice("once", other))).toBe("used-before");
    expect(await sessions.find(after, { slide: true })).toMatchObject({ state: "live" });
  });

  it.each([
    ["by the front channel", (sid: string) => sessions.endByIdportenSid(sid)],
    ["by a logout token", (sid: string) => sessions.endByLogoutToken(notice(`late-${sid}`, sid))],
  ])("gives no session to a log-in under way when its logout arrives %s (LO12)", async (_how, end) => {
    const sid = newSid();
    expect(await end(sid)).toEqual([]);
    const token = await sessions.create(CONTENT, sid);
    expect(await sessions.find(token, { slide: true })).toEqual({ state: "none" });
  });

  it("is filled by nobody with logouts that nobody has signed, and then still ends what is there", async () => {
    await sql`insert into ended_idporten_sessions select 'filled-' || number from generate_series(1, 50000) number`.execute(
      database.db,
    );
    const sid = newSid();
    const token = await sessions.create(CONTENT, sid);
    expect(await sessions.endByIdportenSid(sid)).toHaveLength(1);
    expect(await sessions.find(token, { slide: true })).toEqual({ state: "none" });
    const unknown = newSid();
    expect(await sessions.endByIdportenSid(unknown)).toEqual([]);
    const noted = await database.db
      .selectFrom("ended_idporten_sessions")
      .select("sid")
      .where("sid", "in", [sid, unknown])
      .execute();
    expect(noted).toEqual([{ sid }]);
    await sql`delete from ended_idporten_sessions where sid like 'filled-%'`.execute(database.db);
  });

  it("takes a logout token once, also of twenty at the same time", async () => {
    const results = await Promise.all(
      Array.from({ length: 20 }, () => sessions.endByLogoutToken(notice("race", newSid()))),
    );
    expect(results.filter((result) => result !== "used-before")).toEqual([[]]);
  });

  it("takes another name and language without living any longer", async () => {
    const sid = newSid();
    const token = await sessions.create({ ...CONTENT, name: null }, sid);
    await age(sid, "last_seen_at", 20);
    await age(sid, "created_at", 100);
    await sessions.remember(token, { name: "Kari Ny", language: "se" });
    const found = await sessions.find(token, { slide: false });
    expect(found).toMatchObject({
      state: "live",
      session: { content: { name: "Kari Ny", language: "se", acr: CONTENT.acr } },
    });
    expect(found.state === "live" && found.session.idleExpiresInSeconds).toBeLessThanOrEqual(600);
    expect(found.state === "live" && found.session.expiresInSeconds).toBeLessThanOrEqual(1200);
  });

  it("makes no session by remembering something of one that is gone", async () => {
    const token = await sessions.create(CONTENT, null);
    await sessions.end(token, "logout");
    await sessions.remember(token, { name: "Kari Ny", language: null });
    expect(await sessions.find(token, { slide: true })).toEqual({ state: "none" });
  });
});
