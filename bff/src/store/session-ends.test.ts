import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createKeyring, randomSessionKey, type Keyring } from "../platform/keyring.ts";
import { KARI, OLA } from "../ports/testing/people.ts";
import type { Sessions } from "../ports/sessions.ts";
import type { Database } from "./database.ts";
import { createLastAnswers } from "./last-answers.ts";
import { migrate } from "./migrate.ts";
import { createSessions } from "./sessions.ts";
import { storeEngines, type EmptyStore } from "./testing/store-engines.ts";

const COPY = { records: [], capabilities: null };
const [OLD, NEW] = [
  { ...randomSessionKey(), kid: "old" },
  { ...randomSessionKey(), kid: "new" },
];

describe.each(storeEngines(process.env["TEST_DATABASE_URL"]))("an administrator on $name", ({ create }) => {
  let store: EmptyStore;
  let db: Database["db"];
  let keyring: Keyring;
  let sessions: Sessions;

  beforeAll(async () => {
    store = await create();
    ({ db } = await store.open());
    await migrate(db);
    keyring = createKeyring([OLD]);
    sessions = createSessions(db, keyring);
  });
  beforeEach(() => db.deleteFrom("sessions").execute());
  afterAll(() => store.drop());

  function logIn(nationalId = KARI): Promise<string> {
    return sessions.create({ nationalId, acr: "idporten-loa-high", name: null, language: null }, null);
  }

  async function stateOf(token: string): Promise<string> {
    return (await sessions.find(token, { slide: true })).state;
  }

  it("logs one person out everywhere at once, and nobody else (SN10)", async () => {
    const [phone, desk, ola] = [await logIn(), await logIn(), await logIn(OLA)];
    expect(await sessions.endByNationalId(KARI)).toBe(2);
    expect([await stateOf(phone), await stateOf(desk), await stateOf(ola)]).toEqual(["none", "none", "live"]);
    expect(await sessions.endByNationalId(KARI)).toBe(0);
  });

  it("takes the copies of her answers with her, and no one else's (SN10)", async () => {
    const lastAnswers = createLastAnswers(db, keyring, 24);
    const [kari, ola] = [KARI, OLA].map((id) => keyring.pseudonym(id.reveal()));
    await Promise.all([logIn(), logIn(OLA)]);
    for (const subject of [kari ?? "", ola ?? ""])
      await lastAnswers.record(subject, [{ registerId: "school", copy: COPY }], new Date());
    await sessions.endByNationalId(KARI);
    expect((await lastAnswers.find(kari ?? "")).get("school")?.copy).toBeNull();
    expect((await lastAnswers.find(ola ?? "")).get("school")?.copy).not.toBeNull();
  });

  it("finds her under another ring as long as the pseudonym key is the same (SN10, KR1)", async () => {
    const token = await logIn();
    const rotated = createSessions(db, createKeyring([NEW], OLD.secret));
    expect(await rotated.endByNationalId(KARI)).toBe(1);
    expect(await stateOf(token)).toBe("none");
  });

  it("logs everybody out, however many there are, and counts the live ones (SN10)", async () => {
    const tokens = await Promise.all([logIn(), logIn(OLA)]);
    await sql`insert into sessions (id_hash, subject, sealed, created_at)
      select number::text, number::text, '', now() - interval '3 hours'
      from generate_series(1, 1200) as number`.execute(db);
    expect(await sessions.endAll()).toBe(2);
    expect(await db.selectFrom("sessions").select("id_hash").execute()).toEqual([]);
    for (const token of tokens) expect(await stateOf(token)).toBe("none");
  });
});
