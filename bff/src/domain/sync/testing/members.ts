import * as fc from "fast-check";
import type { KrrPerson } from "../../krr-person.ts";
import { NationalId } from "../../national-id.ts";
import type { ContactRecord } from "../../contact-record.ts";
import { contactRecord, krrPerson, writePolicy } from "../../testing/arbitraries.ts";
import { record } from "../../testing/examples.ts";
import type { KrrWord, SyncPolicy } from "../plan-sync.ts";
import { PROTECTION_GRADES, type Member, type ProtectionGrade } from "../population.ts";

/** Synthetic persons (month + 80). */
const IDS = ["15848730022", "55848700028", "05819000001", "15838720231", "03899020072"].map(parse);

function parse(digits: string): NationalId {
  const id = NationalId.parse(digits);
  if (id === null) throw new Error("the example is no valid id");
  return id;
}

/** An unprotected member of a population, unless told otherwise. */
export function member(held: ContactRecord = record(), more: Partial<Omit<Member, "record">> = {}): Member {
  const [nationalId = parse("15848730022")] = IDS;
  return { nationalId, protection: null, ...more, record: held };
}

const protection = fc.option(fc.constantFrom<ProtectionGrade[]>(...PROTECTION_GRADES), { freq: 2 });

/** One in a population: a record of any kind, and often a protection. */
export const anyMember: fc.Arbitrary<Member> = fc.record({
  nationalId: fc.constantFrom(...IDS),
  record: contactRecord,
  protection,
});

/** What KRR says of a member, or that it gave no word that can be used. */
const anyWord: fc.Arbitrary<KrrWord> = fc.option<KrrPerson>(krrPerson, { freq: 5 });

export interface Page {
  readonly members: readonly Member[];
  readonly words: readonly KrrWord[];
}

/** Some members, each with KRR's word. */
export const anyPage: fc.Arbitrary<Page> = fc
  .array(fc.tuple(anyMember, anyWord), { maxLength: 6 })
  .map((rows) => ({ members: rows.map(([each]) => each), words: rows.map(([, word]) => word) }));

/** What a municipality and its register allow, and whom the municipality leaves out. */
export const anyPolicy: fc.Arbitrary<SyncPolicy> = fc
  .tuple(writePolicy, fc.subarray([...PROTECTION_GRADES]))
  .map(([{ krrMode, capabilities }, grades]) => ({ krrMode, capabilities, exceptedGrades: new Set(grades) }));
