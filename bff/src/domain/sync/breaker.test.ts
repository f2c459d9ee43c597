import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FEW, judgePlan, USED_UP, type Allowance } from "./breaker.ts";
import type { Tally } from "./tally.ts";
import { anyTally, tally } from "./testing/tallies.ts";

const NOTHING_APPROVED = null;
const EVERYTHING: Allowance = { changed: 1_000_000, emptied: 1_000_000, read: 0 };
const FIRST_RUN = null;

/** A thousand persons with a value each, of whom so many mobile numbers would change or be emptied. */
function ofThousand(mobile: Tally["fields"]["mobile"], more: Partial<Tally> = {}): Tally {
  return tally({ read: 1000, lookedUp: 1000, held: 1000, fields: { mobile, email: {} }, ...more });
}

function judge(planned: Tally, allowance: Allowance | null = NOTHING_APPROVED, before: number | null = 1000) {
  return judgePlan(planned, before, allowance);
}

describe("N12: a register is stopped before anything is written", () => {
  test("where more than a fifth of the values held would change, and not at a fifth", () => {
    expect(judge(ofThousand({ changed: 201 }))).toBe("too-many-changed");
    expect(judge(ofThousand({ changed: 200 }))).toBeNull();
  });

  test("where more than a twentieth of the values held would be emptied, and not at a twentieth", () => {
    expect(judge(ofThousand({ emptied: 51 }))).toBe("too-many-emptied");
    expect(judge(ofThousand({ emptied: 50 }))).toBeNull();
  });

  test("where KRR does not know more than half of those it was asked about, and not at half", () => {
    expect(judge(ofThousand({}, { notRegistered: 501 }))).toBe("too-many-unknown-to-krr");
    expect(judge(ofThousand({}, { notRegistered: 500 }))).toBeNull();
  });

  test("where more than a hundredth of KRR's answers are strange, and not at a hundredth", () => {
    const everybody = { read: 4000, lookedUp: 3000, notLookedUp: 1000 };
    expect(judge(ofThousand({}, { ...everybody, strange: 41 }))).toBe("strange-answers-from-krr");
    expect(judge(ofThousand({}, { ...everybody, strange: 40 }))).toBeNull();
  });

  test("SY4: where two fifths of the members are gone, and not where it is one fewer", () => {
    expect(judge(ofThousand({}, { read: 600 }))).toBe("members-gone");
    expect(judge(ofThousand({}, { read: 601 }))).toBeNull();
  });

  test("counting both channels together", () => {
    const both = { mobile: { changed: 101 }, email: { changed: 100 } };
    expect(judge(ofThousand({}, { fields: both }))).toBe("too-many-changed");
  });
});

describe("what is no reason to stop", () => {
  test("any number of gaps filled and values confirmed", () => {
    expect(judge(ofThousand({ filled: 1000, confirmed: 1000 }))).toBeNull();
  });

  test("any number of fields that are opted out, blocked or only compared", () => {
    expect(judge(ofThousand({ "opted-out": 900, blocked: 900, "verify-only": 900 }))).toBeNull();
  });

  test("more members than before", () => {
    expect(judge(ofThousand({}, { read: 5000 }))).toBeNull();
  });

  test("the first run of a register, for which nobody can be missing", () => {
    expect(judge(ofThousand({}, { read: 1 }), NOTHING_APPROVED, FIRST_RUN)).toBeNull();
  });

  test("a first run of a register without people", () => {
    expect(judge(tally({}), NOTHING_APPROVED, FIRST_RUN)).toBeNull();
    expect(judge(tally({}), NOTHING_APPROVED, 0)).toBeNull();
  });
});

describe("few are no reason to stop, whatever their share", () => {
  const small = { read: 40, lookedUp: 40, held: 40 };

  test.each<[string, (count: number) => Tally]>([
    ["too-many-changed", (changed) => ofThousand({ changed }, small)],
    ["too-many-emptied", (emptied) => ofThousand({ emptied }, small)],
    ["too-many-unknown-to-krr", (notRegistered) => ofThousand({}, { ...small, notRegistered })],
    ["strange-answers-from-krr", (strange) => ofThousand({}, { ...small, strange })],
  ])("%s", (reason, of) => {
    expect(judge(of(FEW), NOTHING_APPROVED, 40)).toBe(reason);
    expect(judge(of(FEW - 1), NOTHING_APPROVED, 40)).toBeNull();
  });

  test("members-gone", () => {
    expect(judge(ofThousand({}, { read: 40 - FEW }), NOTHING_APPROVED, 40)).toBe("members-gone");
    expect(judge(ofThousand({}, { read: 41 - FEW }), NOTHING_APPROVED, 40)).toBeNull();
  });

  test("SY4: but a register that is empty all at once is stopped, however few its members were", () => {
    expect(judge(tally({}), NOTHING_APPROVED, 1)).toBe("members-gone");
  });
});

describe("what a person has approved", () => {
  test("lifts as many changes as were approved, and not one more", () => {
    const allowance = { changed: 300, emptied: 0, read: 1000 };
    expect(judge(ofThousand({ changed: 300 }), allowance)).toBeNull();
    expect(judge(ofThousand({ changed: 301 }), allowance)).toBe("too-many-changed");
  });

  test("lifts as many emptied values as were approved, and not one more", () => {
    const allowance = { changed: 0, emptied: 100, read: 1000 };
    expect(judge(ofThousand({ emptied: 100 }), allowance)).toBeNull();
    expect(judge(ofThousand({ emptied: 101 }), allowance)).toBe("too-many-emptied");
  });

  test("lifts a population of the size that was approved, and none that is smaller", () => {
    const allowance = { changed: 0, emptied: 0, read: 500 };
    expect(judge(ofThousand({}, { read: 500 }), allowance)).toBeNull();
    expect(judge(ofThousand({}, { read: 499 }), allowance)).toBe("members-gone");
  });

  test("SY4: lifts an empty register only where an empty one was approved", () => {
    expect(judge(tally({}), { changed: 0, emptied: 0, read: 1 })).toBe("members-gone");
    expect(judge(tally({}), { changed: 0, emptied: 0, read: 0 })).toBeNull();
  });

  test("lifts no reason but its own", () => {
    const changesOnly = { changed: 1000, emptied: 0, read: 1000 };
    expect(judge(ofThousand({ changed: 900, emptied: 90 }), changesOnly)).toBe("too-many-emptied");
    expect(judge(ofThousand({ changed: 900 }, { read: 500 }), changesOnly)).toBe("members-gone");
    const emptiedOnly = { changed: 0, emptied: 1000, read: 1000 };
    expect(judge(ofThousand({ changed: 900, emptied: 90 }), emptiedOnly)).toBe("too-many-changed");
  });

  test("never lifts that KRR answers strangely, or knows almost nobody", () => {
    expect(judge(ofThousand({}, { strange: 900 }), EVERYTHING)).toBe("strange-answers-from-krr");
    expect(judge(ofThousand({}, { notRegistered: 900 }), EVERYTHING)).toBe("too-many-unknown-to-krr");
  });

  test("never makes the judgement harder", () => {
    const allowance = fc.record({ changed: fc.nat(), emptied: fc.nat(), read: fc.nat() });
    fc.assert(
      fc.property(anyTally, fc.option(fc.nat({ max: 1000 })), allowance, (planned, before, approved) => {
        const reasons = [NOTHING_APPROVED, approved].map((each) => judgePlan(planned, before, each));
        expect(reasons[0] !== null || reasons[1] === null).toBe(true);
      }),
    );
  });
});

test("an approval that a run has made use of lets nothing pass any more", () => {
  const plan = ofThousand({ changed: 500 });
  expect(judgePlan(plan, 1000, { changed: 500, emptied: 0, read: 1000 })).toBeNull();
  expect(judgePlan(plan, 1000, USED_UP)).toBe("too-many-changed");
});
