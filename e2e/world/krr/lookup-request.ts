import { z } from "zod";

const LIMIT = 1000;

/** v2 of the batch look-up; without the flag those not registered are left out (national-registers A.1, inferred there). */
export const LOOKUP_V2 = z.object({
  personidentifikatorer: z
    .array(z.string().regex(/^\d{11}$/))
    .min(1)
    .max(LIMIT),
  inkluderIkkeRegistrerte: z.boolean().default(false),
});

/** v1 knows no such flag and names everybody. */
export const LOOKUP_V1 = LOOKUP_V2.pick({ personidentifikatorer: true }).transform((request) => ({
  ...request,
  inkluderIkkeRegistrerte: true,
}));

/** 0 asks for the whole register. */
export const CHANGES_SINCE = z.object({ fraEndringsId: z.int().min(0) });

export const LANGUAGE_CHANGE = z.object({ spraak: z.enum(["nb", "nn", "en", "se"]) });
