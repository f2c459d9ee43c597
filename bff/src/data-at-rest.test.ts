import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "./app.ts";
import { SESSION_COOKIE } from "./http/session-cookie.ts";
import { createFakeContactRegister } from "./ports/testing/fake-contact-register.ts";
import { contactRecord, KARI, SCHOOL } from "./ports/testing/people.ts";
import { portalParts } from "./routes/testing/portal-parts.ts";
import { createTestBrowser, OWN_PAGE, type TestBrowser } from "./routes/testing/test-browser.ts";
import type { Database } from "./store/database.ts";
import { createLookupLog } from "./store/lookup-log.ts";
import { createRateLimits } from "./store/rate-limits.ts";
import { createLastAnswers } from "./store/last-answers.ts";
import { migrate } from "./store/migrate.ts";
import { createOverlay } from "./store/overlay.ts";
import { createRefreshGuard } from "./store/refresh-guard.ts";
import { createSessions } from "./store/sessions.ts";
import { addForeignTable, dumpOf, type DumpedRow } from "./store/testing/dump.ts";
import { storeEngines, type EmptyStore } from "./store/testing/store-engines.ts";
import { notedKrr } from "./usecases/lookups/noted-krr.ts";
import { rememberingRegister } from "./usecases/overlay/remembering-register.ts";
import { openNight } from "./usecases/sync/testing/night.ts";
import { idOf, mobileOf, oldMobileOf } from "./usecases/sync/testing/people.ts";

const CLIENT_ADDRESS = "192.0.2.77";
const PERSONS_AT_NIGHT = 4;
const AT_NIGHT = Array.from({ length: PERSONS_AT_NIGHT }, (_, number) => number);
/** What each part of the portal has filled; without it the dump would prove nothing. */
const FILLED = [
  "sessions",
  "used_logout_tokens",
  "ended_idporten_sessions",
  "refreshes",
  "rate_limits",
  "lookups",
  "last_answers",
  "overlay",
  "sync_runs",
  "sync_steps",
  "sync_pages",
  "sync_approvals",
].map((table) => `public.${table}`);

/** A text as it may stand in a column: as it is, in hexadecimal, or in base64 wherever it begins. */
function formsOf(secret: string): readonly string[] {
  const base64 = [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), Buffer.from(secret)]).toString("base64");
    // The characters at both ends hold bits of what stands beside it.
    return text.slice(shift === 0 ? 0 : 4, -4);
  });
  // What is shorter may stand in any ciphertext by chance.
  return [secret, Buffer.from(secret).toString("hex"), ...base64.filter(({ length }) => length >= 8)];
}

/** Eleven digits are found out of a bare hash in seconds. */
function hashesOf(secret: string): readonly string[] {
  return ["sha512", "sha256", "sha1", "md5"].flatMap((name) =>
    (["hex", "base64", "base64url"] as const).map((encoding) =>
      createHash(name).update(secret).digest(encoding),
    ),
  );
}

describe.each(storeEngines(process.env["TEST_DATABASE_URL"]))(
  "a dump of the whole database on $name",
  ({ create }) => {
    const parts = portalParts();
    const school = createFakeContactRegister(SCHOOL, {
      writable: new Set(["email", "mobile", "workPhone"]),
      holdsOrigin: false,
      holdsOptOut: false,
    });
    let store: EmptyStore;
    let database: Database;
    let app: Awaited<ReturnType<typeof createApp>>;
    let browser: TestBrowser;
    let dump: readonly DumpedRow[];

    beforeAll(async () => {
      store = await create();
      database = await store.open();
      const { db } = database;
      await migrate(db);
      await makeNight();
      app = await createApp({
        ...parts.deps,
        registers: [school, parts.kindergarten].map((register) =>
          rememberingRegister(register, {
            overlay: createOverlay(db, parts.keyring),
            record: parts.deps.record,
          }),
        ),
        sessions: createSessions(db, parts.keyring),
        lastAnswers: createLastAnswers(db, parts.keyring, 24),
        guard: createRefreshGuard(db),
        rateLimits: createRateLimits(db, parts.keyring, { logins: 1000, onFault: () => undefined }),
        clientNetwork: () => CLIENT_ADDRESS,
        krr: notedKrr(parts.krr, {
          lookups: createLookupLog(db),
          record: parts.deps.record,
          subjectOf: (nationalId) => parts.keyring.pseudonym(nationalId.reveal()),
        }),
        ping: () => database.ping(),
      });
      browser = createTestBrowser(app);
      await makeVisit();
      dump = await dumpOf(db);
    });
    afterAll(() => store.drop());

    /** One night that made a list and one that wrote. */
    async function makeNight(): Promise<void> {
      const night = await openNight(database);
      night.putMany(PERSONS_AT_NIGHT);
      await night.run({ dryRun: true });
    }

    /** A guardian who has seen her page and brought it up to date, and somebody's logout elsewhere. */
    async function makeVisit(): Promise<void> {
      school.put(KARI, contactRecord({ mobile: { value: "91234567" } }));
      await browser.logIn();
      await browser.ask("GET", "/api/profile");
      await browser.ask("POST", "/api/profile/refresh", {});
      await browser.ask("GET", "/api/profile");
      const expiresAt = new Date(Date.now() + 60_000);
      parts.identityProvider.issueLogoutToken("logout", {
        sid: "another",
        tokenId: "a-logout-token",
        expiresAt,
      });
      await app.request("/auth/backchannel-logout", {
        method: "POST",
        body: new URLSearchParams({ logout_token: "logout" }),
      });
    }

    const token = (): string => browser.cookies.get(SESSION_COOKIE)?.value ?? "";
    const secrets = [
      CLIENT_ADDRESS,
      ...[KARI, ...AT_NIGHT.map(idOf)].map((id) => id.reveal()),
      ...AT_NIGHT.flatMap((number) => [mobileOf(number), oldMobileOf(number)]),
      "Normann",
      "kari@example.no",
      "+4799999901",
      "91234567",
      "a-logout-token",
    ].flatMap((secret) => [secret, secret.replace(/^\+47/, "")]);

    it("holds something of every part of the portal", () => {
      const tables = new Set(dump.map(({ table }) => table));
      expect([...tables]).toEqual(expect.arrayContaining(FILLED));
      expect(dump.filter(({ row }) => row.includes("eyJ")).length).toBeGreaterThan(3);
    });

    it("shows no national id, name, phone, e-mail address or token, in no table and no column (SN11)", () => {
      expect(token()).toMatch(/^[\w-]{43}$/);
      const ids = secrets.filter((secret) => /^\d{11}$/.test(secret));
      for (const secret of [...[...secrets, token()].flatMap(formsOf), ...ids.flatMap(hashesOf)])
        expect(
          dump.filter(({ row }) => row.includes(secret)),
          secret,
        ).toEqual([]);
    });

    it("shows nothing that opens a session as its cookie (SN11)", async () => {
      const values = new Set(dump.flatMap(({ row }) => row.match(/(?<![\w-])[\w-]{43}(?![\w-])/g) ?? []));
      expect(values.size).toBeGreaterThan(3);
      for (const value of values) {
        const headers = { ...OWN_PAGE, Cookie: `${SESSION_COOKIE}=${value}` };
        expect((await app.request("/api/profile", { headers })).status, value).toBe(401);
      }
      expect((await browser.ask("GET", "/api/profile")).status).toBe(200);
    });

    it("opens no session together with the key ring, without the cookie (SN11)", async () => {
      const rows = await database.db.selectFrom("sessions").select(["id_hash", "sealed"]).execute();
      expect(rows).toHaveLength(1);
      for (const { id_hash, sealed } of rows) {
        const place = `sessions.sealed ${id_hash}`;
        for (const ticket of [undefined, "", id_hash, parts.keyring.pseudonym(KARI.reveal())])
          expect(await parts.keyring.open(sealed, place, ticket)).toBeNull();
        expect(await parts.keyring.open(sealed, place, token())).toContain(KARI.reveal());
      }
    });

    it("would show what a table to come holds in the clear (SN11)", async () => {
      await addForeignTable(database.db, `before ${KARI.reveal()} behind`);
      const found = await dumpOf(database.db);
      expect(formsOf(KARI.reveal()).some((form) => found.some(({ row }) => row.includes(form)))).toBe(true);
    });
  },
);
