import { setImmediate } from "node:timers/promises";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AnswerCopy } from "../domain/answer-copy.ts";
import { createKeyring, randomSessionKey, type Keyring } from "../platform/keyring.ts";
import type { LastAnswers } from "../ports/last-answers.ts";
import type { Sessions } from "../ports/sessions.ts";
import { KARI, OLA, contactRecord } from "../ports/testing/people.ts";
import type { Database } from "./database.ts";
import { createLastAnswers } from "./last-answers.ts";
import { migrate } from "./migrate.ts";
import { createSessions } from "./sessions.ts";
import { sweep } from "./sweep.ts";
import { everyLastAnswers, type OpenedLastAnswers } from "./testing/opened-last-answers.ts";
import { storeEngines, type EmptyStore } from "./testing/store-engines.ts";

const url = process.env["TEST_DATABASE_URL"];
const engines = storeEngines(url);

const ACR = "idporten-loa-high";
const MONDAY = new Date("2026-11-16T08:00:00.123Z");
const TUESDAY = new Date("2026-11-17T08:00:00.000Z");
const COPY: AnswerCopy = {
  records: [
    contactRecord({
      mobile: { value: "91234567", origin: "krr", originVerifiedAt: MONDAY, fetchedAt: TUESDAY },
      email: { value: "kari@example.no", origin: "manual", optedOut: null },
    }),
  ],
  capabilities: { writable: new Set(["mobile", "workPhone"]), holdsOrigin: true, holdsOptOut: false },
};
/** As it comes back: without the version that a write would need. */
const KEPT = { ...COPY, records: COPY.records.map((record) => ({ ...record, etag: "" })) };

function logIn(sessions: Sessions, nationalId: typeof KARI, sid: string | null): Promise<string> {
  return sessions.create({ nationalId, acr: ACR, name: null, language: null }, sid);
}

function from(registerId: string, copy: AnswerCopy | null = null) {
  return { registerId, copy };
}

describe.each(everyLastAnswers(url))("the last good answers on $name", ({ open }) => {
  let opened: OpenedLastAnswers;
  let lastAnswers: LastAnswers;

  beforeAll(async () => {
    opened = await open();
    lastAnswers = opened.lastAnswers;
  });
  afterAll(() => opened.close());

  it("knows nothing of a register that never answered", async () => {
    expect(await lastAnswers.find("nobody")).toEqual(new Map());
  });

  it("tells the newest time of each register", async () => {
    const { kari } = opened;
    await lastAnswers.record(kari, [from("school"), from("kindergarten")], MONDAY);
    await lastAnswers.record(kari, [from("school")], TUESDAY);
    expect(await lastAnswers.find(kari)).toEqual(
      new Map([
        ["school", { at: TUESDAY, copy: null }],
        ["kindergarten", { at: MONDAY, copy: null }],
      ]),
    );
  });

  it("keeps persons apart", async () => {
    await lastAnswers.record(opened.ola, [from("school", COPY)], MONDAY);
    expect(await lastAnswers.find("per")).toEqual(new Map());
  });

  it("takes an answer of nobody as nothing to remember", async () => {
    await lastAnswers.record("silent", [], MONDAY);
    expect(await lastAnswers.find("silent")).toEqual(new Map());
  });

  it("gives back what was answered, all but the version of the record", async () => {
    await lastAnswers.record(opened.kari, [from("copied", COPY)], MONDAY);
    const found = (await lastAnswers.find(opened.kari)).get("copied");
    expect(found?.at).toEqual(MONDAY);
    expect(found?.copy?.records).toMatchObject([{ personId: "p-1", contact: KEPT.records[0]?.contact }]);
    expect(found?.copy?.capabilities).toEqual(COPY.capabilities);
  });

  it("forgets the copy when the register says that it holds nobody any more", async () => {
    await lastAnswers.record(opened.kari, [from("left", COPY)], MONDAY);
    await lastAnswers.record(opened.kari, [from("left", null)], TUESDAY);
    expect((await lastAnswers.find(opened.kari)).get("left")).toEqual({ at: TUESDAY, copy: null });
  });

  it("drops the copies that are named, and leaves the times and the others", async () => {
    const { kari } = opened;
    await lastAnswers.record(kari, [from("refusing", COPY), from("willing", COPY)], MONDAY);
    await lastAnswers.dropCopies(kari, ["refusing", "unknown"], TUESDAY);
    await lastAnswers.dropCopies(kari, [], TUESDAY);
    const found = await lastAnswers.find(kari);
    expect(found.get("refusing")).toEqual({ at: MONDAY, copy: null });
    expect(found.get("willing")?.copy).not.toBeNull();
  });
});

describe.each(engines)("copies of answers on $name", ({ create }) => {
  let store: EmptyStore;
  let db: Database["db"];
  let keyring: Keyring;
  let sessions: Sessions;
  let lastAnswers: LastAnswers;
  let kari: string;

  beforeAll(async () => {
    store = await create();
    ({ db } = await store.open());
    await migrate(db);
    keyring = createKeyring([randomSessionKey()]);
    sessions = createSessions(db, keyring);
    lastAnswers = createLastAnswers(db, keyring, 24);
    kari = keyring.pseudonym(KARI.reveal());
    await logIn(sessions, KARI, "kari-sid");
  });
  afterAll(() => store.drop());

  async function copied(registerId: string, of = lastAnswers): Promise<AnswerCopy | null | undefined> {
    return (await of.find(kari)).get(registerId)?.copy;
  }

  async function age(registerId: string, minutes: number): Promise<void> {
    await sql`update last_answers set sealed_at = sealed_at - ${minutes} * interval '1 minute'
      where register_id = ${registerId}`.execute(db);
  }

  /** How many rows hold a sealed answer of this register. */
  async function sealedRows(registerId: string): Promise<number> {
    const rows = await db
      .selectFrom("last_answers")
      .select("sealed")
      .where("register_id", "=", registerId)
      .where("sealed", "is not", null)
      .execute();
    return rows.length;
  }

  it("keep neither national id, name nor contact data readable in the table (SN11)", async () => {
    await lastAnswers.record(kari, [from("sealed", COPY)], MONDAY);
    const dump = JSON.stringify(await db.selectFrom("last_answers").selectAll().execute());
    expect(dump).toContain("sealed");
    for (const secret of [KARI.reveal(), "Kari", "Normann", "91234567", "example.no"])
      expect(dump).not.toContain(secret);
  });

  it("open neither for another person nor for another register (KR3)", async () => {
    const ola = keyring.pseudonym(OLA.reveal());
    await logIn(sessions, OLA, null);
    await lastAnswers.record(kari, [from("mine", COPY)], MONDAY);
    await lastAnswers.record(kari, [from("swapped", null)], MONDAY);
    await lastAnswers.record(ola, [from("mine", null)], MONDAY);
    await sql`update last_answers set sealed_at = now(),
      sealed = (select sealed from last_answers where subject = ${kari} and register_id = 'mine')`.execute(
      db,
    );
    expect((await lastAnswers.find(ola)).get("mine")?.copy).toBeNull();
    expect(await copied("swapped")).toBeNull();
    expect(await copied("mine")).not.toBeNull();
  });

  it("do not open any more once a release that knows no copies has noted a newer answer", async () => {
    await lastAnswers.record(kari, [from("rolling", COPY)], MONDAY);
    await sql`update last_answers set answered_at = ${TUESDAY} where register_id = 'rolling'`.execute(db);
    expect((await lastAnswers.find(kari)).get("rolling")).toEqual({ at: TUESDAY, copy: null });
  });

  it("under a key that is gone, or in another release's form, are none", async () => {
    await lastAnswers.record(kari, [from("rotated", COPY)], MONDAY);
    const rotated = createLastAnswers(db, createKeyring([{ ...randomSessionKey(), kid: "new" }]), 24);
    expect(await copied("rotated", rotated)).toBeNull();
    const place = `last_answers.sealed ${kari} rotated ${MONDAY.toISOString()}`;
    const sealed = await keyring.seal(JSON.stringify({ people: [] }), place);
    await db.updateTable("last_answers").set({ sealed }).where("register_id", "=", "rotated").execute();
    expect(await copied("rotated")).toBeNull();
  });

  it("are used until their time is up and not a minute longer, and swept then (UP9)", async () => {
    await lastAnswers.record(kari, [from("old", COPY)], MONDAY);
    await age("old", 24 * 60 - 1);
    await sweep(db, { copyHours: 24 });
    expect(await copied("old")).not.toBeNull();
    await age("old", 1);
    expect(await copied("old")).toBeNull();
    expect(await sealedRows("old")).toBe(1);
    await sweep(db, { copyHours: 24 });
    expect(await sealedRows("old")).toBe(0);
    expect((await lastAnswers.find(kari)).get("old")?.at).toEqual(MONDAY);
  });

  it("obey a limit that was lowered since, and are not made at all where it is 0", async () => {
    await lastAnswers.record(kari, [from("limited", COPY)], MONDAY);
    await age("limited", 61);
    expect(await copied("limited", createLastAnswers(db, keyring, 1))).toBeNull();
    const none = createLastAnswers(db, keyring, 0);
    await none.record(kari, [from("limited", COPY)], TUESDAY);
    expect(await sealedRows("limited")).toBe(0);
    expect((await none.find(kari)).get("limited")).toEqual({ at: TUESDAY, copy: null });
  });

  it.each([
    ["here", async (token: string) => void (await sessions.end(token, "logout"))],
    ["by ID-porten", async () => void (await sessions.endByIdportenSid("leaving"))],
    [
      "by a logout token",
      async () =>
        void (await sessions.endByLogoutToken({
          sid: "leaving",
          tokenId: "leaving",
          expiresAt: new Date(Date.now() + 60_000),
        })),
    ],
  ])("are dropped by a logout %s, and the times stay", async (_where, logOut) => {
    const token = await logIn(sessions, KARI, "leaving");
    await lastAnswers.record(kari, [from("logout", COPY)], MONDAY);
    expect(await sealedRows("logout")).toBe(1);
    await logOut(token);
    expect(await sealedRows("logout")).toBe(0);
    expect((await lastAnswers.find(kari)).get("logout")).toEqual({ at: MONDAY, copy: null });
  });

  it("of others outlive a logout, and so do one's own when a new log-in replaces the session", async () => {
    const ola = keyring.pseudonym(OLA.reveal());
    const [olas, karis] = [await logIn(sessions, OLA, null), await logIn(sessions, KARI, null)];
    await lastAnswers.record(ola, [from("others", COPY)], MONDAY);
    await lastAnswers.record(kari, [from("others", COPY)], MONDAY);
    await sessions.end(karis, "new-login");
    expect(await sealedRows("others")).toBe(2);
    await sessions.end(olas, "logout");
    expect(await sealedRows("others")).toBe(1);
    expect(await copied("others")).not.toBeNull();
  });

  it("are not kept of an answer that comes in after the logout", async () => {
    await sql`delete from sessions`.execute(db);
    await lastAnswers.record(kari, [from("late", COPY)], MONDAY);
    expect(await sealedRows("late")).toBe(0);
    expect((await lastAnswers.find(kari)).get("late")).toEqual({ at: MONDAY, copy: null });
  });

  it("never survive a logout at the same moment", async () => {
    await sql`delete from sessions`.execute(db);
    for (let round = 0; round < 20; round += 1) {
      const token = await logIn(sessions, KARI, null);
      const logOut = async () => {
        for (let turn = 0; turn < round % 5; turn += 1) await setImmediate();
        await sessions.end(token, "logout");
      };
      await Promise.all([lastAnswers.record(kari, [from("race", COPY)], MONDAY), logOut()]);
      expect(await sealedRows("race")).toBe(0);
    }
  });
});
