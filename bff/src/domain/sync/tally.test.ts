import { CHANNELS } from "@foresattportal/shared/contract/values.ts";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asNotCarriedOut, countOf, EMPTY_TALLY, FIELD_RESULTS, sumTallies } from "./tally.ts";
import { anyTally, tally } from "./testing/tallies.ts";

const CHANGES = ["changed", "filled", "emptied", "confirmed"] as const;

describe("the sum of tallies", () => {
  test("adds up every count", () => {
    const [first, second] = [
      tally({
        read: 3,
        quarantined: 1,
        lookedUp: 2,
        held: 2,
        fields: { mobile: { changed: 1, blocked: 1 }, email: { failed: 2 } },
        failures: { locked: 2 },
      }),
      tally({
        read: 4,
        lookedUp: 1,
        notLookedUp: 3,
        notRegistered: 1,
        strange: 5,
        held: 1,
        fields: { mobile: { changed: 2 }, email: { failed: 1, filled: 1 } },
        failures: { locked: 1, invalid: 1 },
      }),
    ];
    expect(sumTallies([first, second])).toEqual({
      read: 7,
      quarantined: 1,
      lookedUp: 3,
      notLookedUp: 3,
      notRegistered: 1,
      strange: 5,
      held: 3,
      fields: { mobile: { changed: 3, blocked: 1 }, email: { failed: 3, filled: 1 } },
      failures: { locked: 3, invalid: 1 },
    });
  });

  test("of none is empty", () => {
    expect(sumTallies([])).toEqual(EMPTY_TALLY);
  });

  test("SY2: is the same in whatever order the pages come", () => {
    fc.assert(
      fc.property(
        fc
          .array(anyTally, { maxLength: 6 })
          .chain((parts) =>
            fc.tuple(
              fc.constant(parts),
              fc.shuffledSubarray(parts, { minLength: parts.length, maxLength: parts.length }),
            ),
          ),
        ([parts, shuffled]) => {
          expect(sumTallies(shuffled)).toEqual(sumTallies(parts));
        },
      ),
    );
  });

  test("SY2: is the same whether or not some pages were added up before", () => {
    fc.assert(
      fc.property(
        fc.array(anyTally, { maxLength: 4 }),
        fc.array(anyTally, { maxLength: 4 }),
        (some, others) => {
          expect(sumTallies([sumTallies(some), sumTallies(others)])).toEqual(
            sumTallies([...some, ...others]),
          );
        },
      ),
    );
  });

  test("leaves its parts, and the empty tally, as they were", () => {
    fc.assert(
      fc.property(fc.array(anyTally, { maxLength: 4 }), (parts) => {
        const before = structuredClone(parts);
        sumTallies(parts);
        expect(parts).toEqual(before);
        expect(EMPTY_TALLY).toEqual(sumTallies([]));
        expect(countOf(EMPTY_TALLY, FIELD_RESULTS)).toBe(0);
      }),
    );
  });
});

describe("a tally of which nothing was carried out", () => {
  test("counts every planned change as failed, and says why", () => {
    const planned = tally({
      read: 9,
      fields: {
        mobile: { changed: 1, filled: 2, emptied: 3, confirmed: 4, blocked: 5, failed: 6 },
        email: { filled: 7, unchanged: 8 },
      },
      failures: { locked: 6 },
    });
    expect(asNotCarriedOut(planned)).toEqual({
      ...planned,
      fields: { mobile: { blocked: 5, failed: 16 }, email: { failed: 7, unchanged: 8 } },
      failures: { locked: 6, "not-carried-out": 17 },
    });
  });

  test("keeps the number of fields in each channel, and holds no change", () => {
    fc.assert(
      fc.property(anyTally, (planned) => {
        const left = asNotCarriedOut(planned);
        for (const channel of CHANNELS) expect(fieldsOf(left, channel)).toBe(fieldsOf(planned, channel));
        expect(countOf(left, CHANGES)).toBe(0);
      }),
    );
  });

  test("is the same where no change was planned", () => {
    const planned = tally({ fields: { mobile: { blocked: 2 }, email: { unchanged: 1 } } });
    expect(asNotCarriedOut(planned)).toEqual(planned);
  });
});

test("counts results over both channels, those that nobody had included", () => {
  const mixed = tally({ fields: { mobile: { changed: 2, blocked: 1 }, email: { changed: 3 } } });
  expect(countOf(mixed, ["changed"])).toBe(5);
  expect(countOf(mixed, ["changed", "blocked"])).toBe(6);
  expect(countOf(mixed, ["pending"])).toBe(0);
});

function fieldsOf({ fields }: ReturnType<typeof tally>, channel: "mobile" | "email"): number {
  return Object.values(fields[channel]).reduce((sum, count) => sum + count, 0);
}
