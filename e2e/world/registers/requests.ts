import { z } from "zod";

const FIELDS = ["email", "mobile", "workPhone"] as const;
const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

const change = z.object({
  field: z.enum(FIELDS),
  value: z.string().max(320).nullable(),
  origin: z.enum(["krr", "guardian", "manual"]),
  originUpdatedAt: instant.optional(),
  originVerifiedAt: instant.optional(),
});
export type Change = z.infer<typeof change>;

const changes = z
  .array(change)
  .min(1)
  .refine((list) => new Set(list.map(({ field }) => field)).size === list.length, "a field twice");

export const lookupRequest = z.object({
  nationalIds: z
    .array(z.string().regex(/^\d{11}$/))
    .min(1)
    .max(1000),
});
export const changeRequest = z.object({ changes });
export const optOutRequest = z.object({
  optOut: z.boolean(),
  reason: z.string(),
  reviewBy: z.iso.date().nullable(),
});
export type OptOutRequest = z.infer<typeof optOutRequest>;
/** The fields that KRR can fill, and that can therefore be opted out. */
export const optOutField = z.enum(["email", "mobile"]);
export type OptOutField = z.infer<typeof optOutField>;

export const idempotencyKey = z.string().min(1).max(255);

/** @param maxBatch as the register's capabilities tell. */
export function bulkRequest(maxBatch: number) {
  const update = z.object({ key: idempotencyKey, personId: z.string(), ifMatch: z.string().min(1), changes });
  return z.object({ updates: z.array(update).min(1).max(maxBatch) });
}

export const pageRequest = z.object({
  population: z.enum(["active-guardians", "active-employees"]),
  modifiedSince: instant.optional(),
  cursor: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
});
export type Population = z.infer<typeof pageRequest>["population"];
