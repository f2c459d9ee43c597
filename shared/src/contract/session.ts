import { z } from "zod";

/** `GET /api/session`: asking does not prolong the session. A visitor gets `{ "user": null }` with 200. */
export const session = z.union([
  z.strictObject({ user: z.null() }),
  z.strictObject({
    user: z.strictObject({
      /** Known from the registers once the profile has been read; ID-porten gives no name. */
      name: z.string().nullable(),
    }),
    /** Seconds until the session ends whatever the user does. */
    expiresInSeconds: z.int().nonnegative(),
    /** Seconds until the session ends unless the user does something. */
    idleExpiresInSeconds: z.int().nonnegative(),
    acr: z.string(),
  }),
]);
export type Session = z.infer<typeof session>;

/** `POST /auth/logout`: where the browser goes to end the session at ID-porten too. */
export const loggedOut = z.strictObject({ redirectTo: z.string() });
export type LoggedOut = z.infer<typeof loggedOut>;
