import { z } from "zod";

const origin = z.enum(["krr", "manual", "guardian", "folkeregister", "import", "unknown"]);
const instant = z.iso.datetime({ offset: true });

const contactField = z.object({
  value: z.string().nullable(),
  origin,
  originUpdatedAt: instant.optional(),
  originVerifiedAt: instant.optional(),
  fetchedAt: instant.optional(),
  krrOptOut: z.boolean(),
  editable: z.boolean(),
});

/** Every member that the contract promises of a person; more may come (rule 7). */
export const person = z.object({
  personId: z.string().min(1),
  etag: z.string().min(1),
  nationalId: z.string().regex(/^\d{11}$/),
  name: z.object({ given: z.string(), middle: z.string().nullable(), family: z.string() }),
  roles: z.array(z.string()),
  status: z.enum(["active", "inactive", "moved", "dead", "unknown"]),
  registeredBy: z.string(),
  registeredAt: instant,
  addressProtection: z.enum(["none", "client", "confidential", "strictly-confidential", "unknown"]),
  contact: z.object({
    email: contactField,
    mobile: contactField,
    workPhone: contactField.pick({ value: true, origin: true, editable: true }).optional(),
  }),
  positions: z.array(z.unknown()),
  modifiedAt: instant,
});
export type Person = z.infer<typeof person>;

export const persons = z.object({ persons: z.array(person) });
export const page = persons.extend({ nextCursor: z.string().nullable() });
export type Page = z.infer<typeof page>;

export const relations = z.object({
  relations: z.array(
    z.object({
      childId: z.string(),
      kind: z.enum(["mother", "father", "co-mother", "foster-parent", "legal-guardian", "other", "unknown"]),
      parentalResponsibility: z.enum(["yes", "no", "unknown"]),
      role: z.object({
        code: z.string(),
        name: z.string(),
        rights: z.array(z.enum(["see-child", "notifications", "forms", "messages", "consents", "emergency"])),
      }),
      place: z.object({
        type: z.enum(["school", "kindergarten", "after-school"]),
        unitName: z.string(),
        status: z.enum(["active", "applied", "left"]),
      }),
      validFrom: z.string().nullable(),
      validTo: z.string().nullable(),
    }),
  ),
});

export const capabilities = z.object({
  apiVersion: z.string(),
  register: z.object({
    id: z.string(),
    name: z.string(),
    kind: z.enum(["school", "kindergarten"]),
    municipality: z.object({ orgNumber: z.string().regex(/^\d{9}$/), name: z.string() }),
  }),
  writable: z.array(z.enum(["email", "mobile", "workPhone"])),
  holds: z.object({ origin: z.boolean(), krrOptOut: z.boolean(), workPhone: z.boolean() }),
  maxBatch: z.int().positive(),
});

const results = z.array(
  z.object({
    key: z.string(),
    personId: z.string(),
    outcome: z.enum([
      "updated",
      "unchanged",
      "opted-out",
      "locked",
      "conflict",
      "not-found",
      "invalid",
      "refused",
      "pending",
    ]),
    etag: z.string().optional(),
  }),
);
export const bulk = z.object({ results });
export const operation = z.object({ state: z.enum(["pending", "done", "failed"]), results });

/** RFC 9457. */
export const problem = z.object({ title: z.string(), status: z.int() });
