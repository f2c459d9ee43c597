import { CHANNELS } from "@foresattportal/shared/contract/values.ts";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { correctTally, type Correction } from "./correct-tally.ts";
import { countOf, FIELD_RESULTS, type Tally } from "./tally.ts";
import { anyTally, tally } from "./testing/tallies.ts";

const PLANNED = tally({
  read: 5,
  lookedUp: 5,
  held: 4,
  fields: { mobile: { changed: 3, blocked: 1 }, email: { filled: 2 } },
  failures: { locked: 1 },
});

const anyCorrection: fc.Arbitrary<Correction> = fc.record(
  {
    field: fc.constantFrom(...CHANNELS),
    planned: fc.constantFrom("changed", "filled", "emptied", "confirmed"),
    became: fc.constantFrom(...FIELD_RESULTS),
    reason: fc.constantFrom("locked", "not-found", "invalid"),
  },
  { requiredKeys: ["field", "planned", "became"] },
);

describe("what became of a field otherwise than planned", () => {
  test("is counted by what became of it, in its own channel", () => {
    expect(correctTally(PLANNED, [{ field: "mobile", planned: "changed", became: "conflict" }])).toEqual({
      ...PLANNED,
      fields: { mobile: { changed: 2, conflict: 1, blocked: 1 }, email: { filled: 2 } },
    });
  });

  test("joins those that were counted so before", () => {
    const corrected = correctTally(PLANNED, [{ field: "mobile", planned: "changed", became: "blocked" }]);
    expect(corrected.fields.mobile).toEqual({ changed: 2, blocked: 2 });
  });

  test("is counted with the register's reason where it failed", () => {
    const corrected = correctTally(PLANNED, [
      { field: "mobile", planned: "changed", became: "failed", reason: "locked" },
      { field: "email", planned: "filled", became: "failed", reason: "invalid" },
    ]);
    expect(corrected.failures).toEqual({ locked: 2, invalid: 1 });
    expect(countOf(corrected, ["failed"])).toBe(2);
  });

  test("has no reason among the failures where it did not fail", () => {
    const [correction] = [
      { field: "mobile", planned: "changed", became: "pending", reason: "slow" } as const,
    ];
    expect(correctTally(PLANNED, [correction]).failures).toEqual(PLANNED.failures);
  });

  test("makes no difference where it became what was planned", () => {
    expect(correctTally(PLANNED, [{ field: "email", planned: "filled", became: "filled" }])).toEqual(PLANNED);
  });
});

describe("any correction", () => {
  test("keeps the number of fields in each channel, and every other count", () => {
    fc.assert(
      fc.property(anyTally, fc.array(anyCorrection), (planned, corrections) => {
        const corrected = correctTally(planned, corrections);
        for (const channel of CHANNELS) expect(fieldsOf(corrected, channel)).toBe(fieldsOf(planned, channel));
        const { fields: _fields, failures: _failures, ...counts } = planned;
        expect(corrected).toMatchObject(counts);
      }),
    );
  });

  test("may come in any order", () => {
    fc.assert(
      fc.property(anyTally, fc.array(anyCorrection), (planned, corrections) => {
        expect(nonZero(correctTally(planned, corrections.toReversed()))).toEqual(
          nonZero(correctTally(planned, corrections)),
        );
      }),
    );
  });

  test("leaves the planned tally as it was", () => {
    fc.assert(
      fc.property(anyTally, fc.array(anyCorrection), (planned, corrections) => {
        const before = structuredClone(planned);
        correctTally(planned, corrections);
        expect(planned).toEqual(before);
      }),
    );
  });
});

function fieldsOf({ fields }: Tally, channel: "mobile" | "email"): number {
  return Object.values(fields[channel]).reduce((sum, count) => sum + count, 0);
}

/** A count of none and no count are the same. */
function nonZero({ fields, failures }: Tally): readonly unknown[] {
  return [fields.mobile, fields.email, failures].map((counts) =>
    Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0)),
  );
}
