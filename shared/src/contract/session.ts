import { z } from "zod";
import { LANGUAGES } from "../languages.ts";

/** Who is logged in, and for how long. */
export const liveSession = z.strictObject({
  user: z.strictObject({
    /** Known from the registers once the profile has been read; ID-porten gives no name. */
    name: z.string().nullable(),
    /** The language that the user chose in kontaktregisteret; known once the profile has been read. */
    language: z.enum(LANGUAGES).nullable(),
  }),
  /** Seconds until the session ends whatever the user does. */
  expiresInSeconds: z.int().nonnegative(),
  /** Seconds until the session ends unless the user does something; never more than `expiresInSeconds`. */
  idleExpiresInSeconds: z.int().nonnegative(),
  acr: z.string(),
});
export type LiveSession = z.infer<typeof liveSession>;

/**
 * `GET /api/session`: asking does not prolong the session. A visitor gets `{ "user": null }` with 200. Both times are
 * rounded down: the session is over at most a second later than they say, and never before.
 */
export const session = z.union([z.strictObject({ user: z.null() }), liveSession]);
export type Session = z.infer<typeof session>;

/** `POST /api/session` prolongs the idle limit and answers as `GET` does; 401 when there is no session to prolong. */
export const prolongRequest = z.strictObject({});

/** `POST /auth/logout`: where the browser goes to end the session at ID-porten too. */
export const loggedOut = z.strictObject({ redirectTo: z.string() });
export type LoggedOut = z.infer<typeof loggedOut>;
