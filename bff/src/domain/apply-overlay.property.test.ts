import { CHANNELS } from "@foresattportal/shared/contract/values.ts";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Change, ContactField, ContactRecord } from "./contact-record.ts";
import type { KrrPerson } from "./krr-person.ts";
import { normalForm } from "./normal-form.ts";
import { planContactWrites } from "./plan-contact-writes.ts";
import { contactRecord, krrPerson, NOW } from "./testing/arbitraries.ts";
import { emailText, phoneText } from "./testing/contact-point-arbitraries.ts";
import { rememberedAfter, seenBy } from "./testing/remembered.ts";

const RUNS = { numRuns: 500 };

/** As a register tells it that cannot hold origins. */
function told(record: ContactRecord): ContactRecord {
  const { mobile, email, workPhone } = record.contact;
  return {
    ...record,
    contact: { mobile: forgotten(mobile), email: forgotten(email), workPhone: forgotten(workPhone) },
  };
}

function forgotten(field: ContactField): ContactField {
  return { ...field, origin: "unknown", originUpdatedAt: null, originVerifiedAt: null, fetchedAt: null };
}

const toldRecord = contactRecord.map(told);
const deleted = krrPerson.map((person): KrrPerson => ({ ...person, status: "deleted" }));

function writes(record: ContactRecord, krr: KrrPerson): readonly Change[] {
  const capabilities = {
    writable: new Set(["email", "mobile"] as const),
    holdsOrigin: false,
    holdsOptOut: true,
  };
  return planContactWrites(record, krr, { krrMode: "write", capabilities }, NOW).flatMap((plan) =>
    "write" in plan ? [plan.write] : [],
  );
}

test("R-23: who is deleted from KRR loses every value that came from there, and no other", () => {
  fc.assert(
    fc.property(toldRecord, krrPerson, deleted, (record, krr, gone) => {
      const first = writes(record, krr).filter(({ value }) => value !== null);
      const seen = seenBy(rememberedAfter(record, first, NOW), NOW);
      const removals = writes(seen, gone);
      expect(removals.map(({ field, value }) => [field, value])).toEqual(
        CHANNELS.filter((field) => first.some((change) => change.field === field)).map((field) => [
          field,
          null,
        ]),
      );
    }),
    RUNS,
  );
});

test("N11: a value that was typed over KRR's is never blanked, whatever KRR says then", () => {
  fc.assert(
    fc.property(
      toldRecord,
      krrPerson,
      krrPerson,
      phoneText,
      emailText,
      (record, krr, later, phone, address) => {
        const after = rememberedAfter(record, writes(record, krr), NOW);
        const { mobile, email } = after.record.contact;
        const edited: ContactRecord = {
          ...after.record,
          contact: {
            ...after.record.contact,
            mobile: { ...mobile, value: phone },
            email: { ...email, value: address },
          },
        };
        const blanked = writes(seenBy({ ...after, record: edited }, NOW), later).filter(
          ({ value }) => value === null,
        );
        for (const { field } of blanked)
          expect(normalForm(field, edited.contact[field].value)?.normal).toBe(
            normalForm(field, after.record.contact[field].value)?.normal,
          );
      },
    ),
    RUNS,
  );
});
