import type { Channel } from "@foresattportal/shared/contract/values.ts";
import type { ContactField, ContactFieldName, ContactRecord } from "../contact-record.ts";
import type { KrrChannel, KrrPerson } from "../krr-person.ts";
import { monthsBefore } from "../freshness.ts";
import type { HeldRecord, KrrAnswer, RegisterAnswer } from "../register-answer.ts";
import type { Register } from "../register.ts";
import { NOW } from "./arbitraries.ts";

export const MOBILE = "+4791234567";
export const EMAIL = "kari.nordmann@example.no";

export const SCHOOL: Register = {
  id: "flyt-skole",
  name: "Flyt Skole",
  kind: "school",
  municipality: { orgNumber: "910000004", name: "Prøvebygd kommune" },
  krrMode: "write",
};

export const KINDERGARTEN: Register = {
  ...SCHOOL,
  id: "flyt-barnehage",
  name: "Flyt Barnehage",
  kind: "kindergarten",
};

/** So many whole months before the examples' now. */
export function monthsAgo(months: number): Date {
  return monthsBefore(NOW, months);
}

/** A field typed by the register's staff, unless told otherwise. */
export function field(value: string | null, more: Partial<ContactField> = {}): ContactField {
  return {
    value,
    origin: value === null ? "unknown" : "manual",
    originUpdatedAt: null,
    originVerifiedAt: null,
    fetchedAt: null,
    optedOut: false,
    ...more,
  };
}

/** A field that came from KRR a month ago. */
export function fromKrr(value: string | null, more: Partial<ContactField> = {}): ContactField {
  return field(value, { origin: "krr", originUpdatedAt: monthsAgo(3), fetchedAt: monthsAgo(1), ...more });
}

/** An active guardian with empty fields, unless told otherwise. */
export function record(
  contact: Partial<Record<ContactFieldName, ContactField>> = {},
  more: Partial<Omit<ContactRecord, "contact">> = {},
): ContactRecord {
  return {
    personId: "fs-1",
    etag: "1",
    name: { given: "Kari", middle: null, family: "Nordmann" },
    roles: ["guardian"],
    status: "active",
    ...more,
    contact: { mobile: field(null), email: field(null), workPhone: field(null), ...contact },
  };
}

export function heldIn(register: Register, held: ContactRecord): HeldRecord {
  return { register, capabilities: null, record: held };
}

export function fresh(register: Register, ...records: readonly ContactRecord[]): RegisterAnswer {
  return { register, capabilities: null, answer: { state: "fresh", asOf: NOW, data: records } };
}

export function silent(register: Register, lastAnswer: Date | null = null): RegisterAnswer {
  return { register, capabilities: null, answer: { state: "unavailable", asOf: lastAnswer } };
}

/** A channel in KRR, changed three months ago unless told otherwise. */
export function channel(value: string, more: Partial<KrrChannel> = {}): KrrChannel {
  return { value, updatedAt: monthsAgo(3), verifiedAt: null, duplicate: false, ...more };
}

export function krrPerson(
  channels: Partial<Record<Channel, KrrChannel>> = {},
  more: Partial<Omit<KrrPerson, "channels">> = {},
): KrrPerson {
  return {
    status: "active",
    reserved: false,
    language: null,
    ...more,
    channels: { mobile: null, email: null, ...channels },
  };
}

export function answered(person: KrrPerson): KrrAnswer {
  return { state: "fresh", asOf: NOW, data: person };
}
