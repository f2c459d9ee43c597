import { Hono } from "hono";
import { setCookie } from "hono/cookie";
import type { CookieOptions } from "hono/utils/cookie";
import { describe, expect, it } from "vitest";
import { configOf, PRODUCTION } from "../testing/environments.ts";
import { clearSessionCookie, SESSION_COOKIE, setSessionCookie } from "./session-cookie.ts";

/** The line that a handler sets, or the error that it throws instead. */
async function lineOf(set: (c: Parameters<typeof setSessionCookie>[0]) => void): Promise<string> {
  const app = new Hono().get("/", (c) => {
    set(c);
    return c.text("");
  });
  app.onError((error, c) => c.text(error.message, 500));
  const answer = await app.request("/");
  return answer.headers.get("Set-Cookie") ?? (await answer.text());
}

const SAFE: CookieOptions = { path: "/", secure: true, httpOnly: true, sameSite: "Strict" };
const WEAKER: [what: string, changed: CookieOptions][] = [
  ["without Secure", { secure: false }],
  ["for a part of the site", { path: "/api" }],
  ["for sibling hosts", { domain: "kommune.example" }],
];

describe("the session's cookie", () => {
  it.each(WEAKER)("cannot be made %s under its name (CK7)", async (_what, changed) => {
    expect(await lineOf((c) => setCookie(c, SESSION_COOKIE, "x", SAFE))).toMatch(/^__Host-Http-sid=x; /);
    expect(await lineOf((c) => setCookie(c, SESSION_COOKIE, "x", { ...SAFE, ...changed }))).toMatch(
      /^__Host- Cookie must (not )?have/,
    );
  });

  it("is the same whatever the environment says of cookies (CK7)", async () => {
    const settings = { COOKIE_SECURE: "false", COOKIE_PATH: "/api", COOKIE_PREFIX: "__Host-" };
    expect(configOf({ ...PRODUCTION, ...settings })).toEqual(configOf(PRODUCTION));
    expect(await lineOf((c) => setSessionCookie(c, "x"))).toBe(
      "__Host-Http-sid=x; Path=/; HttpOnly; Secure; SameSite=Strict",
    );
  });

  it("is cleared under the attributes it was given, or a browser would keep it", async () => {
    expect(await lineOf(clearSessionCookie)).toBe(
      "__Host-Http-sid=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Strict",
    );
  });
});
