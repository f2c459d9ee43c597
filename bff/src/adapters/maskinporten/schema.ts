import { z } from "zod";

/** National-registers C.3. */
export const tokenResponse = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive(),
});

export type TokenResponse = z.infer<typeof tokenResponse>;

/** National-registers C.4: the description often holds an MP-nnn code. The error goes to the log, so only a code passes. */
export const tokenError = z.object({
  error: z.string().regex(/^[a-z_]{1,64}$/),
  error_description: z.string().optional(),
});
