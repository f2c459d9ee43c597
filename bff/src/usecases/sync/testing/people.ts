import type { ContactField, ContactFieldName, ContactRecord } from "../../../domain/contact-record.ts";
import type { KrrPerson } from "../../../domain/krr-person.ts";
import type { NationalId } from "../../../domain/national-id.ts";
import type { Population, ProtectionGrade } from "../../../domain/sync/population.ts";
import type { FakeKrrBatch } from "../../../ports/testing/fake-krr-batch.ts";
import type { FakePopulationRegister } from "../../../ports/testing/fake-population-register.ts";
import { manyNationalIds } from "../../../ports/testing/many-national-ids.ts";
import { contactRecord, krrPerson } from "../../../ports/testing/people.ts";

const IDS = manyNationalIds(2001);

/** When KRR's persons last confirmed what they have. */
export const CONFIRMED = new Date("2026-09-25T08:00:00.000Z");

/** A person by number, as a register holds her and as KRR knows her. */
export interface Person {
  readonly contact?: Partial<Record<ContactFieldName, Partial<ContactField>>>;
  readonly record?: Partial<Omit<ContactRecord, "contact">>;
  /** What she has in KRR, which does not know her where this is left out. */
  readonly krr?: { readonly mobile?: string; readonly email?: string } | KrrPerson;
  readonly protection?: ProtectionGrade;
  readonly populations?: readonly Population[];
}

export function idOf(number: number): NationalId {
  const id = IDS[number];
  if (id === undefined) throw new Error("there are not so many persons");
  return id;
}

/** Her number in KRR: another one than anybody's else, and than the one that registers hold. */
export function mobileOf(number: number): string {
  return `+4792${String(100_000 + number)}`;
}

/** The number that registers hold from before. */
export function oldMobileOf(number: number): string {
  return `+4741${String(100_000 + number)}`;
}

/** A value out of KRR as of the night before. */
export function fromKrr(value: string): Partial<ContactField> {
  return { value, origin: "krr", originUpdatedAt: CONFIRMED, originVerifiedAt: CONFIRMED };
}

export function typed(value: string): Partial<ContactField> {
  return { value, origin: "manual" };
}

/** Somebody who has left KRR. */
export const DELETED: KrrPerson = {
  status: "deleted",
  reserved: false,
  language: null,
  channels: { mobile: null, email: null },
};

/** Puts her into the register, as `p-<number>` unless told otherwise, and into KRR. */
export function putPerson(
  register: FakePopulationRegister,
  krr: FakeKrrBatch,
  number: number,
  person: Person,
): void {
  const { contact, record, krr: known, protection, populations = ["guardians"] } = person;
  const nationalId = idOf(number);
  const held = contactRecord(contact, { personId: `p-${String(number)}`, ...record });
  register.put({ nationalId, protection: protection ?? null, record: held }, populations);
  if (known === undefined) return;
  krr.put(nationalId, "status" in known ? known : krrPerson(known, CONFIRMED));
}
