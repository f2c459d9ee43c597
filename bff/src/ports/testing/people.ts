import type { ContactField, ContactFieldName, ContactRecord } from "../../domain/contact-record.ts";
import type { KrrChannel, KrrPerson } from "../../domain/krr-person.ts";
import { NationalId } from "../../domain/national-id.ts";
import type { Register } from "../../domain/register.ts";

/** A synthetic person (month + 80); throws where the check digits are wrong, so that no test runs on a refused id. */
function nationalId(digits: string): NationalId {
  const id = NationalId.parse(digits);
  if (id === null) throw new Error("not a valid national id");
  return id;
}

/** Synthetic guardians. */
export const KARI = nationalId("15838720231");
export const OLA = nationalId("03899020072");

export const SCHOOL: Register = {
  id: "school",
  name: "Skolesystemet",
  kind: "school",
  municipality: { orgNumber: "910000001", name: "Lillevik" },
  krrMode: "write",
};

export const KINDERGARTEN: Register = {
  ...SCHOOL,
  id: "kindergarten",
  name: "Barnehagen",
  kind: "kindergarten",
};

const EMPTY: ContactField = {
  value: null,
  origin: "unknown",
  originUpdatedAt: null,
  originVerifiedAt: null,
  fetchedAt: null,
  optedOut: false,
};

/** A guardian's record with only what the test is about. */
export function contactRecord(
  contact: Partial<Record<ContactFieldName, Partial<ContactField>>> = {},
  rest: Partial<Omit<ContactRecord, "contact">> = {},
): ContactRecord {
  return {
    personId: "p-1",
    etag: "1",
    name: { given: "Kari", middle: null, family: "Normann" },
    roles: ["guardian"],
    status: "active",
    ...rest,
    contact: {
      mobile: { ...EMPTY, ...contact.mobile },
      email: { ...EMPTY, ...contact.email },
      workPhone: { ...EMPTY, ...contact.workPhone },
    },
  };
}

/** A person whom KRR knows, with each channel confirmed at `confirmedAt`. */
export function krrPerson(values: { mobile?: string; email?: string }, confirmedAt: Date): KrrPerson {
  const channel = (value: string | undefined): KrrChannel | null =>
    value === undefined ? null : { value, updatedAt: confirmedAt, verifiedAt: confirmedAt, duplicate: false };
  return {
    status: "active",
    reserved: false,
    language: "nb",
    channels: { mobile: channel(values.mobile), email: channel(values.email) },
  };
}
