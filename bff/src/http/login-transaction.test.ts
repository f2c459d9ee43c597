import { Hono } from "hono";
import { expect, it } from "vitest";
import { createKeyring, randomSessionKey } from "../platform/keyring.ts";
import { createLoginTransactions } from "./login-transaction.ts";

const MINUTE = 60_000;
const STORED = { state: "a-state", nonce: "n", codeVerifier: "v", returnTo: "/", replaces: null };

/** Begins a log-in, and comes back when the clock shows so many minutes more; whether it is taken up. */
async function isTakenUpAfter(minutes: number): Promise<boolean> {
  let now = Date.parse("2026-11-27T09:00:00.000Z");
  const transactions = createLoginTransactions(createKeyring([randomSessionKey()]), () => new Date(now));
  const app = new Hono()
    .get("/begin", async (c) => {
      await transactions.remember(c, STORED);
      return c.body(null);
    })
    .get("/back", async (c) => c.json({ taken: (await transactions.take(c, STORED.state)) !== null }));
  const [cookie = ""] = (await app.request("/begin")).headers.getSetCookie();
  now += minutes * MINUTE;
  const back = await app.request("/back", { headers: { Cookie: cookie.split(";", 1)[0] ?? "" } });
  return (await back.text()) === '{"taken":true}';
}

it.each([
  ["at once", 0, true],
  ["after nine minutes", 9, true],
  ["after eleven minutes, although the browser kept it", 11, false],
  ["by a replica whose clock is a minute behind (TM2)", -1, true],
  ["when the clock was put back by an hour meanwhile (TM6)", -60, false],
])("a log-in that comes back %s", async (_when, minutes, taken) => {
  expect(await isTakenUpAfter(minutes)).toBe(taken);
});
