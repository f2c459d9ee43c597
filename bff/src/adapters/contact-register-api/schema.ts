import { z } from "zod";
import { shortListOf } from "../../platform/short-list.ts";

const time = z.iso.datetime({ offset: true }).nullish();

/** Contact-register-api: members that we do not know are ignored, and so are values that we do not know (rule 7). */
const field = z.object({
  value: z.string().max(1000).nullish(),
  origin: z.string().nullish(),
  originUpdatedAt: time,
  originVerifiedAt: time,
  fetchedAt: time,
  krrOptOut: z.boolean().nullish(),
});

export type FieldBody = z.infer<typeof field>;

const person = z.object({
  // It becomes a segment of a path.
  personId: z.string().regex(/^(?!\.{1,2}$)[^/\\]{1,256}$/),
  etag: z.string().min(1),
  nationalId: z.string(),
  name: z.object({ given: z.string(), middle: z.string().nullish(), family: z.string() }),
  roles: z.array(z.string()),
  status: z.string(),
  contact: z.object({ email: field.nullish(), mobile: field.nullish(), workPhone: field.nullish() }),
});

export type PersonBody = z.infer<typeof person>;

export const lookupBody = z.object({ persons: shortListOf(person) });

/** The problem that a write is answered with which the register does not take, by contract of its `outcome`. */
export const refusedBody = z.object({ outcome: z.literal("refused") });

/**
 * A person of a population. Its grade of protection is looked at where it is translated: one that we do not know says
 * something, and must not put its person aside.
 */
export const memberBody = person.extend({ addressProtection: z.unknown().optional() });

/** An answer whose persons are looked at one by one, so that a malformed one does not take the others along (SY5). */
export const loosePersonsBody = z.object({ persons: z.array(z.unknown()) });

/** The cursor becomes part of an address. */
export const pageBody = loosePersonsBody.extend({ nextCursor: z.string().min(1).max(4096).nullable() });

export const resultsBody = z.object({ results: z.array(z.unknown()) });
export const resultBody = z.object({ key: z.string(), outcome: z.string() });

export const operationBody = resultsBody.extend({ state: z.string() });

export const maxBatchBody = z.object({ maxBatch: z.int().positive() });

export const capabilitiesBody = z.object({
  writable: z.array(z.string()),
  holds: z.object({ origin: z.boolean(), krrOptOut: z.boolean(), workPhone: z.boolean() }),
});
