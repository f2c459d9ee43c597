import { CHANNELS } from "@foresattportal/shared/contract/values.ts";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Change, ContactRecord } from "./contact-record.ts";
import type { KrrPerson } from "./krr-person.ts";
import { normalForm } from "./normal-form.ts";
import { planContactWrites, type FieldPlan, type WritePolicy } from "./plan-contact-writes.ts";
import { contactRecord, krrPerson, NOW, writePolicy } from "./testing/arbitraries.ts";
import { afterWrites } from "./testing/conforming-register.ts";
import { seenAfterWrites } from "./testing/remembered.ts";

const RUNS = { numRuns: 500 };
const ALLOWED: WritePolicy = { krrMode: "write", capabilities: null };

function writesOf(plans: readonly FieldPlan[]): readonly Change[] {
  return plans.flatMap((plan) => ("write" in plan ? [plan.write] : []));
}

function writes(record: ContactRecord, krr: KrrPerson, policy: WritePolicy): readonly Change[] {
  return writesOf(planContactWrites(record, krr, policy, NOW));
}

/** Checks every write that the plan holds for any record, KRR person and policy. */
function expectEveryWrite(
  promise: (write: Change, record: ContactRecord, krr: KrrPerson, policy: WritePolicy) => void,
) {
  // A promise about every write is worth nothing where no write was seen.
  expect.hasAssertions();
  fc.assert(
    fc.property(contactRecord, krrPerson, writePolicy, (record, krr, policy) => {
      for (const write of writes(record, krr, policy)) promise(write, record, krr, policy);
    }),
    RUNS,
  );
}

/** Runs twice, the second time later, and answers with the writes of both. */
function runTwice(
  record: ContactRecord,
  krr: KrrPerson,
  habit: { holdsOrigin: boolean; dropsMilliseconds: boolean },
  later: number,
): readonly [first: readonly Change[], second: readonly Change[]] {
  const policy: WritePolicy = {
    krrMode: "write",
    capabilities: {
      writable: new Set(["email", "mobile"]),
      holdsOrigin: habit.holdsOrigin,
      holdsOptOut: true,
    },
  };
  const first = writes(record, krr, policy);
  const written = seenAfterWrites(record, first, habit, NOW);
  const at = new Date(NOW.getTime() + later);
  return [first, writesOf(planContactWrites(written, krr, policy, at))];
}

describe("what is planned for any record", () => {
  test("says of each channel once what to do, and of nothing else", () => {
    fc.assert(
      fc.property(contactRecord, krrPerson, writePolicy, (record, krr, policy) => {
        const plans = planContactWrites(record, krr, policy, NOW);
        expect(plans.map((plan) => plan.field)).toEqual(CHANNELS);
        expect(plans.map((plan) => ("write" in plan ? plan.write.field : plan.field))).toEqual(CHANNELS);
      }),
      RUNS,
    );
  });

  test("never touches the work phone", () => {
    expectEveryWrite(({ field }) => expect(field).not.toBe("workPhone"));
  });

  test("never writes to a field that is blocked or opted out", () => {
    expectEveryWrite(({ field }, record) => expect(record.contact[field].optedOut).toBe(false));
  });

  test("never blanks a value that did not come from KRR", () => {
    expectEveryWrite(({ field, value }, record) => {
      if (value !== null) return;
      expect(record.contact[field].origin).toBe("krr");
    });
  });

  test("blanks a KRR value only where KRR has deleted the person", () => {
    expectEveryWrite(({ value }, _record, krr) => {
      if (value !== null) return;
      expect(krr.status).toBe("deleted");
    });
  });

  test("writes no value but the one in KRR", () => {
    expectEveryWrite(({ field, value, origin }, _record, krr) => {
      expect(origin).toBe("krr");
      if (value === null || field === "workPhone") return;
      expect(krr.status).toBe("active");
      expect(normalForm(field, value)?.normal).toBe(
        normalForm(field, krr.channels[field]?.value ?? null)?.normal,
      );
    });
  });

  test("writes no value that nobody can be reached by", () => {
    expectEveryWrite(({ field, value }) => {
      if (value === null) return;
      expect(normalForm(field, value)?.usable).toBe(true);
    });
  });

  test("writes nothing for the dead, the inactive and those of unknown status", () => {
    expectEveryWrite((_write, record) => expect(["active", "moved"]).toContain(record.status));
  });

  test("writes nothing where the municipality only compares", () => {
    expectEveryWrite((_write, _record, _krr, policy) => expect(policy.krrMode).toBe("write"));
  });

  test("writes nothing to a field that the register does not let us write", () => {
    expectEveryWrite(({ field }, _record, _krr, { capabilities }) =>
      expect(capabilities?.writable.has(field)).not.toBe(false),
    );
  });
});

describe("a second run", () => {
  const habits = fc.record({ holdsOrigin: fc.boolean(), dropsMilliseconds: fc.boolean() });
  const laterMs = fc.integer({ min: 0, max: 3 * 365 * 24 * 60 * 60 * 1000 });

  test("writes nothing, however the register stores what it was given", () => {
    fc.assert(
      fc.property(contactRecord, krrPerson, habits, laterMs, (record, krr, habit, later) => {
        expect(runTwice(record, krr, habit, later)[1]).toEqual([]);
      }),
      RUNS,
    );
  });

  test("writes nothing after the values of a deleted person were removed", () => {
    const held = contactRecord.map((record): ContactRecord => {
      const { mobile, email, workPhone } = record.contact;
      const stale = { origin: "krr", optedOut: false } as const;
      return {
        ...record,
        status: "active",
        contact: {
          mobile: { ...mobile, ...stale, value: "+4791234567" },
          email: { ...email, ...stale, value: "kari.nordmann@example.no" },
          workPhone,
        },
      };
    });
    const deleted = krrPerson.map((person) => ({ ...person, status: "deleted" as const }));
    fc.assert(
      fc.property(held, deleted, laterMs, (record, krr, later) => {
        const [first, second] = runTwice(record, krr, { holdsOrigin: true, dropsMilliseconds: false }, later);
        expect(first.map(({ value }) => value)).toEqual([null, null]);
        expect(second).toEqual([]);
      }),
    );
  });

  test("finds every reachable, unlocked field equal to KRR after the first", () => {
    fc.assert(
      fc.property(contactRecord, krrPerson, (record, krr) => {
        const changes = writes(record, krr, ALLOWED);
        const written = afterWrites(record, changes, { holdsOrigin: true, dropsMilliseconds: true }, NOW);
        for (const change of changes) {
          const held = written.contact[change.field];
          expect(normalForm(change.field, held.value)?.normal).toBe(
            normalForm(change.field, change.value)?.normal,
          );
          expect(held.origin).toBe("krr");
        }
      }),
      RUNS,
    );
  });
});
