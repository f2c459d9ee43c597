import { origin, type Origin } from "@foresattportal/shared/contract/values.ts";
import type { z } from "zod";
import type {
  Capabilities,
  Change,
  ContactField,
  ContactFieldName,
  ContactRecord,
} from "../../domain/contact-record.ts";
import { isPlausible } from "../../domain/krr-time.ts";
import type { FieldBody, PersonBody, capabilitiesBody } from "./schema.ts";

const ROLES = ["guardian", "employee"] as const;
const STATUSES = ["active", "inactive", "moved", "dead"] as const;
const FIELDS = ["email", "mobile", "workPhone"] as const satisfies readonly ContactFieldName[];

/** Translates a person; an unknown role is dropped and an unknown status is `unknown`, which nothing writes to. */
export function toContactRecord(body: PersonBody): ContactRecord {
  return {
    personId: body.personId,
    etag: body.etag,
    name: { given: body.name.given, middle: body.name.middle ?? null, family: body.name.family },
    roles: ROLES.filter((role) => body.roles.includes(role)),
    status: STATUSES.find((status) => status === body.status) ?? "unknown",
    contact: {
      email: toField(body.contact.email),
      mobile: toField(body.contact.mobile),
      workPhone: toField(body.contact.workPhone),
    },
  };
}

function toField(body: FieldBody | null | undefined): ContactField {
  return {
    value: body?.value ?? null,
    origin: toOrigin(body?.origin),
    originUpdatedAt: toDate(body?.originUpdatedAt),
    originVerifiedAt: toDate(body?.originVerifiedAt),
    fetchedAt: toDate(body?.fetchedAt),
    optedOut: body?.krrOptOut ?? null,
  };
}

function toOrigin(value: string | null | undefined): Origin {
  return origin.options.find((known) => known === value) ?? "unknown";
}

function toDate(value: string | null | undefined): Date | null {
  if (value === null || value === undefined) return null;
  const time = new Date(value);
  return isPlausible(time) ? time : null;
}

export function toCapabilities(body: z.infer<typeof capabilitiesBody>): Capabilities {
  const writable = FIELDS.filter((field) => body.writable.includes(field));
  return {
    writable: new Set(body.holds.workPhone ? writable : writable.filter((field) => field !== "workPhone")),
    holdsOrigin: body.holds.origin,
    holdsOptOut: body.holds.krrOptOut,
  };
}

/** A `Change` as the contract writes it. */
export function fromChange(change: Change): Record<string, string | null> {
  return {
    field: change.field,
    value: change.value,
    origin: change.origin,
    ...(change.originUpdatedAt && { originUpdatedAt: change.originUpdatedAt.toISOString() }),
    ...(change.originVerifiedAt && { originVerifiedAt: change.originVerifiedAt.toISOString() }),
  };
}
