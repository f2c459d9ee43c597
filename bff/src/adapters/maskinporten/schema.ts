import { z } from "zod";

/** National-registers C.3. */
export const tokenResponse = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive(),
});

/** National-registers C.4: the description often holds an MP-nnn code. */
export const tokenError = z.object({ error: z.string(), error_description: z.string().optional() });
