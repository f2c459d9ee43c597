import { createHash } from "node:crypto";
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { z } from "zod";
import type { Keyring } from "../platform/keyring.ts";

const PREFIX = "__Host-Http-tx.";
const LIFETIME_SECONDS = 600;
/** Names of ours; any other is somebody else's invention and left alone. */
const COOKIE_NAME = /^__Host-Http-tx\.[0-9a-f]{8}$/;
/** More log-ins than this under way in one browser are forgotten ones. */
const MAX_OTHERS = 4;
/** An answer's header has room for so many. */
const MAX_FORGOTTEN = 20;
/** Lax: ID-porten sends the browser back from another site, and the cookie must come along. */
const ATTRIBUTES = { path: "/", httpOnly: true, secure: true, sameSite: "Lax" } as const;

const transaction = z.object({
  state: z.string(),
  nonce: z.string(),
  codeVerifier: z.string(),
  returnTo: z.string(),
  /** The session that this log-in replaces: the strict session cookie does not come along on the way back. */
  replaces: z.string().nullable(),
  startedAt: z.number(),
});

export type StoredTransaction = z.infer<typeof transaction>;

export interface LoginTransactions {
  remember(c: Context, stored: Omit<StoredTransaction, "startedAt">): Promise<void>;
  /** Hands the transaction out once and forgets it; null when this browser started no such log-in, or too long ago. */
  take(c: Context, state: string): Promise<StoredTransaction | null>;
}

/**
 * One sealed cookie for each log-in under way, named by its state, so that two tabs can log in at once and come back
 * in any order (OI3). Sealed, since it holds the PKCE verifier.
 */
export function createLoginTransactions(keyring: Keyring, now: () => Date): LoginTransactions {
  return {
    async remember(c, stored) {
      const others = Object.keys(getCookie(c)).filter((other) => COOKIE_NAME.test(other));
      // Browsers send the oldest first (RFC 6265, 5.4), so that the log-in of a moment ago is kept.
      for (const oldest of others.slice(0, -MAX_OTHERS).slice(0, MAX_FORGOTTEN))
        deleteCookie(c, oldest, ATTRIBUTES);
      const name = cookieName(stored.state);
      const sealed = await keyring.seal(JSON.stringify({ ...stored, startedAt: now().getTime() }), name);
      setCookie(c, name, sealed, { ...ATTRIBUTES, maxAge: LIFETIME_SECONDS });
    },

    async take(c, state) {
      const name = cookieName(state);
      const sealed = getCookie(c, name);
      if (sealed === undefined) return null;
      deleteCookie(c, name, ATTRIBUTES);
      const text = await keyring.open(sealed, name);
      if (text === null) return null;
      const parsed = transaction.safeParse(JSON.parse(text));
      if (!parsed.success || parsed.data.state !== state) return null;
      // The browser is free to keep the cookie for longer; we are not free to believe it. Nor is one from the future
      // believed for long, when the clock was put back; that of another replica may be a little ahead.
      const ageMs = Math.abs(now().getTime() - parsed.data.startedAt);
      return ageMs <= LIFETIME_SECONDS * 1000 ? parsed.data : null;
    },
  };
}

function cookieName(state: string): string {
  return PREFIX + createHash("sha256").update(state).digest("hex").slice(0, 8);
}
