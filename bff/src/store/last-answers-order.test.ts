import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { AnswerCopy } from "../domain/answer-copy.ts";
import { createKeyring, randomSessionKey, type Keyring } from "../platform/keyring.ts";
import type { LastAnswer, LastAnswers } from "../ports/last-answers.ts";
import { KARI, OLA, contactRecord } from "../ports/testing/people.ts";
import { lockCopies } from "./answer-copies.ts";
import type { Database } from "./database.ts";
import { createLastAnswers } from "./last-answers.ts";
import { migrate } from "./migrate.ts";
import { endOne } from "./session-ends.ts";
import { createSessions } from "./sessions.ts";
import { sweep } from "./sweep.ts";
import { everyLastAnswers, type OpenedLastAnswers } from "./testing/opened-last-answers.ts";
import { storeEngines, type EmptyStore } from "./testing/store-engines.ts";

const url = process.env["TEST_DATABASE_URL"];
const engines = storeEngines(url);
const [FIRST, SECOND, THIRD] = [at("08:00:00.000Z"), at("08:00:00.001Z"), at("08:00:02.000Z")];

let registers = 0;
let register: string;
beforeEach(() => {
  registers += 1;
  register = `register-${registers}`;
});

function at(time: string): Date {
  return new Date(`2026-11-16T${time}`);
}

function holding(mobile: string): AnswerCopy {
  return { records: [contactRecord({ mobile: { value: mobile, origin: "manual" } })], capabilities: null };
}

function told(mobile: string | null) {
  return [{ registerId: register, copy: mobile === null ? null : holding(mobile) }];
}

function mobileOf(found: LastAnswer | undefined): string | null | undefined {
  return found?.copy?.records[0]?.contact.mobile.value;
}

/** How many wait for a lock of this transaction. */
async function waiting(transaction: Database["db"]): Promise<number> {
  const { rows } = await sql`select 1 from pg_locks
    where not granted and pg_backend_pid() = any (pg_blocking_pids(pid))`.execute(transaction);
  return rows.length;
}

describe.each(everyLastAnswers(url))("the order of look-ups on $name", ({ open }) => {
  let opened: OpenedLastAnswers;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());

  const note = (mobile: string | null, asked: Date) =>
    opened.lastAnswers.record(opened.kari, told(mobile), asked);
  const drop = (asked: Date) => opened.lastAnswers.dropCopies(opened.kari, [register], asked);
  const found = async () => (await opened.lastAnswers.find(opened.kari)).get(register);

  it.each([
    ["in their order", ["before", "after"]],
    ["the later first", ["after", "before"]],
  ])("keeps what was asked for last, noted %s", async (_how, order) => {
    for (const mobile of order) await note(mobile, mobile === "after" ? SECOND : FIRST);
    expect(mobileOf(await found())).toBe("after");
    expect((await found())?.at).toEqual(SECOND);
  });

  it("brings nobody back whom a later look-up did not find", async () => {
    await note(null, SECOND);
    await note("before", FIRST);
    expect(await found()).toEqual({ at: SECOND, copy: null });
  });

  it("keeps the last noted of two that began at the same moment", async () => {
    await note("before", FIRST);
    await note("after", FIRST);
    expect(mobileOf(await found())).toBe("after");
  });

  it("drops what was asked for before", async () => {
    await note("before", FIRST);
    await drop(SECOND);
    expect(await found()).toEqual({ at: FIRST, copy: null });
  });

  it.each([
    ["before", SECOND],
    ["at the moment of", THIRD],
  ])("never brings back a dropped copy by an answer asked for %s the drop", async (_when, asked) => {
    await note("before", FIRST);
    await drop(THIRD);
    await note("late", asked);
    expect(await found()).toEqual({ at: FIRST, copy: null });
  });

  it("never brings it back because an earlier drop was noted last", async () => {
    await note("before", FIRST);
    await drop(THIRD);
    await drop(FIRST);
    await note("late", SECOND);
    expect(await found()).toEqual({ at: FIRST, copy: null });
  });

  it("keeps what the register tells after a drop", async () => {
    await note("before", FIRST);
    await drop(SECOND);
    await note("after", THIRD);
    expect(mobileOf(await found())).toBe("after");
    await note("anew", THIRD);
    expect(mobileOf(await found())).toBe("anew");
  });
});

describe.each(engines)("a dropped copy on $name", ({ name, create }) => {
  let store: EmptyStore;
  let db: Database["db"];
  let keyring: Keyring;
  let lastAnswers: LastAnswers;
  let kari: string;

  beforeAll(async () => {
    store = await create();
    ({ db } = await store.open());
    await migrate(db);
    keyring = createKeyring([randomSessionKey()]);
    lastAnswers = createLastAnswers(db, keyring, 24);
    kari = keyring.pseudonym(KARI.reveal());
    await logIn();
  });
  afterAll(() => store.drop());

  function logIn(nationalId = KARI): Promise<string> {
    const user = { nationalId, acr: "idporten-loa-high", name: null, language: null };
    return createSessions(db, keyring).create(user, null);
  }

  it("stays dropped when she logs out elsewhere meanwhile", async () => {
    const elsewhere = await logIn();
    await lastAnswers.record(kari, told("before"), FIRST);
    await lastAnswers.dropCopies(kari, [register], THIRD);
    await createSessions(db, keyring).end(elsewhere, "logout");
    await lastAnswers.record(kari, told("late"), SECOND);
    expect((await lastAnswers.find(kari)).get(register)).toEqual({ at: FIRST, copy: null });
  });

  it("leaves no trace of the drop when a copy's time is up", async () => {
    await lastAnswers.record(kari, told("before"), FIRST);
    await lastAnswers.dropCopies(kari, [register], new Date(Date.now() - 25 * 60 * 60 * 1000));
    const trace = () =>
      db
        .selectFrom("last_answers")
        .select("sealed_at")
        .where("register_id", "=", register)
        .executeTakeFirstOrThrow();
    expect((await trace()).sealed_at).not.toBeNull();
    await sweep(db, { copyHours: 24 });
    expect((await trace()).sealed_at).toBeNull();
  });

  // PGlite has one connection: there, a transaction has the database to itself.
  it.runIf(name === "Postgres")("waits for whoever drops copies of the same person", async () => {
    await lastAnswers.record(kari, told("before"), FIRST);
    const dropped = await db.transaction().execute(async (transaction) => {
      await lockCopies(transaction, kari);
      const drop = lastAnswers.dropCopies(kari, [register], SECOND);
      await vi.waitFor(async () => expect(await waiting(transaction)).toBe(1));
      return { drop };
    });
    await dropped.drop;
    expect((await lastAnswers.find(kari)).get(register)?.copy).toBeNull();
  });

  it.runIf(name === "Postgres")("is not kept behind the back of a logout that is under way", async () => {
    const ola = keyring.pseudonym(OLA.reveal());
    const token = await logIn(OLA);
    await lastAnswers.record(ola, told("before"), FIRST);
    const { late } = await db.transaction().execute(async (transaction) => {
      await endOne(transaction, token, "logout");
      const noting = lastAnswers.record(ola, told("late"), SECOND);
      await vi.waitFor(async () => expect(await waiting(transaction)).toBe(1));
      return { late: noting };
    });
    await late;
    expect((await lastAnswers.find(ola)).get(register)).toEqual({ at: SECOND, copy: null });
  });

  it.runIf(name === "Postgres")("is kept where another session of hers stays", async () => {
    const ola = keyring.pseudonym(OLA.reveal());
    const [token] = [await logIn(OLA), await logIn(OLA)];
    const { late } = await db.transaction().execute(async (transaction) => {
      await endOne(transaction, token, "logout");
      return { late: lastAnswers.record(ola, told("late"), SECOND) };
    });
    await late;
    expect(mobileOf((await lastAnswers.find(ola)).get(register))).toBe("late");
  });
});
