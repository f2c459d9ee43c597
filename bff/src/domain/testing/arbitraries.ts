import { origin } from "@foresattportal/shared/contract/values.ts";
import * as fc from "fast-check";
import type { Capabilities, ContactField, ContactRecord } from "../contact-record.ts";
import type { KrrChannel, KrrPerson } from "../krr-person.ts";
import type { WritePolicy } from "../plan-contact-writes.ts";
import type { KrrAnswer, RegisterAnswer } from "../register-answer.ts";
import type { Register } from "../register.ts";
import type { SourceAnswer } from "../source-answer.ts";
import { emailText, phoneText } from "./contact-point-arbitraries.ts";

/** The time at which the arbitrary world is looked at. */
export const NOW = new Date("2026-11-22T09:00:00.000Z");
const THREE_YEARS_MS = 3 * 365 * 24 * 60 * 60 * 1000;
const SEVERAL_REGISTERS = ["flyt-skole", "flyt-barnehage", "privat-barnehage", "videregaende"] as const;

/** Up to three years back, so that current, ageing and expired are all common. */
const earlier = fc.integer({ min: 0, max: THREE_YEARS_MS }).map((age) => new Date(NOW.getTime() - age));
const maybeEarlier = fc.option(earlier, { freq: 4 });
const seldom = fc.integer({ min: 0, max: 4 }).map((roll) => roll === 0);

const field = (text: fc.Arbitrary<string>): fc.Arbitrary<ContactField> =>
  fc.record({
    value: fc.option(text, { freq: 5 }),
    origin: fc.constantFrom("krr", "manual", ...origin.options),
    originUpdatedAt: maybeEarlier,
    originVerifiedAt: maybeEarlier,
    fetchedAt: maybeEarlier,
    optedOut: seldom,
  });

/** A person in one register, in every status and role. */
export const contactRecord: fc.Arbitrary<ContactRecord> = fc.record({
  personId: fc.uuid(),
  etag: fc.nat().map(String),
  name: fc.record({
    given: fc.constantFrom("Kari", "Ola", "Máret", "Åse-Lill"),
    middle: fc.constantFrom(null, "", "Moen"),
    family: fc.constantFrom("Nordmann", "Foresatt", "O’Brien"),
  }),
  roles: fc.constantFrom<ContactRecord["roles"][]>(
    ["guardian"],
    ["guardian"],
    ["guardian", "employee"],
    ["employee"],
    [],
  ),
  status: fc.constantFrom("active", "active", "active", "inactive", "moved", "dead", "unknown"),
  contact: fc.record({ mobile: field(phoneText), email: field(emailText), workPhone: field(phoneText) }),
});

/** What a register says it can do; null = it has not told. */
const maybeCapabilities: fc.Arbitrary<Capabilities | null> = fc.option(
  fc.record({
    writable: fc
      .subarray(["email", "mobile", "workPhone"] as const, { minLength: 0 })
      .map((fields): ReadonlySet<"email" | "mobile" | "workPhone"> => new Set(fields)),
    holdsOrigin: fc.boolean(),
    holdsOptOut: fc.boolean(),
  }),
  { freq: 3 },
);

const krrMode = fc.constantFrom<Register["krrMode"][]>("write", "write", "write", "verify-only", "off");

/** What a municipality and its register allow. */
export const writePolicy: fc.Arbitrary<WritePolicy> = fc.record({ krrMode, capabilities: maybeCapabilities });

function sourceAnswer<T>(data: fc.Arbitrary<T>): fc.Arbitrary<SourceAnswer<T>> {
  return fc.oneof(
    { weight: 5, arbitrary: fc.record({ state: fc.constant("fresh"), asOf: earlier, data }) },
    { weight: 1, arbitrary: fc.record({ state: fc.constant("stale"), asOf: earlier, data }) },
    { weight: 1, arbitrary: fc.record({ state: fc.constant("unavailable"), asOf: maybeEarlier }) },
  );
}

/** One register's answer; several records are duplicates of one person. */
const answerOf = (id: string): fc.Arbitrary<RegisterAnswer> =>
  fc.record({
    register: fc.record({
      id: fc.constant(id),
      name: fc.constant(`System ${id}`),
      kind: fc.constantFrom("school", "kindergarten"),
      municipality: fc.constant({ orgNumber: "910000004", name: "Prøvebygd kommune" }),
      krrMode,
    }),
    answer: sourceAnswer(
      fc.uniqueArray(contactRecord, { maxLength: 3, selector: ({ personId }) => personId }),
    ),
    capabilities: maybeCapabilities,
  });

/** Answers of one to four registers on one person. */
export const registerAnswers: fc.Arbitrary<readonly RegisterAnswer[]> = fc
  .shuffledSubarray([...SEVERAL_REGISTERS], { minLength: 1 })
  .chain((ids) => fc.tuple(...ids.map(answerOf)));

const channel = (text: fc.Arbitrary<string>): fc.Arbitrary<KrrChannel | null> =>
  fc.option(
    fc.record({ value: text, updatedAt: maybeEarlier, verifiedAt: maybeEarlier, duplicate: seldom }),
    { freq: 4 },
  );

/** A person in KRR; one that is deleted may still carry what it should not. */
export const krrPerson: fc.Arbitrary<KrrPerson> = fc.record({
  status: fc.constantFrom("active", "active", "active", "deleted", "not-registered"),
  reserved: seldom,
  language: fc.constantFrom(null, "nb", "nn", "en", "se"),
  channels: fc.record({ mobile: channel(phoneText), email: channel(emailText) }),
});

/** How KRR answered, or that nobody may ask. */
export const krrAnswer: fc.Arbitrary<KrrAnswer> = fc.oneof(
  { weight: 6, arbitrary: sourceAnswer(krrPerson) },
  { weight: 1, arbitrary: fc.constant<KrrAnswer>({ state: "off" }) },
);
