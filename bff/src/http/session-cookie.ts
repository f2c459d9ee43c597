import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";

/**
 * The HTTP-only host prefix keeps scripts and sibling hosts from setting it; a browser that does not know the `Http`
 * part still enforces `__Host-` (security-and-reliability 2). A session cookie: it goes when the browser goes.
 */
export const SESSION_COOKIE = "__Host-Http-sid";
const ATTRIBUTES = { path: "/", httpOnly: true, secure: true, sameSite: "Strict" } as const;
/** The form of the tokens that we give out; anything else is not worth a query. */
const TOKEN = /^[\w-]{43}$/;

export function setSessionCookie(c: Context, token: string): void {
  setCookie(c, SESSION_COOKIE, token, ATTRIBUTES);
}

export function clearSessionCookie(c: Context): void {
  deleteCookie(c, SESSION_COOKIE, ATTRIBUTES);
}

/** `malformed` for a cookie that we cannot have given out. */
export function readSessionCookie(c: Context): { token: string } | "none" | "malformed" {
  const value = getCookie(c, SESSION_COOKIE);
  // Hono leaves out a cookie with characters that no cookie may hold.
  if (value === undefined)
    return c.req.header("Cookie")?.includes(`${SESSION_COOKIE}=`) ? "malformed" : "none";
  return TOKEN.test(value) ? { token: value } : "malformed";
}
