import * as fc from "fast-check";
import { EMPTY_TALLY, FIELD_RESULTS, type FieldResult, type Tally } from "../tally.ts";

const count = fc.nat({ max: 500 });

const counts = fc
  .dictionary(fc.constantFrom(...FIELD_RESULTS), count)
  .map((each): Partial<Record<FieldResult, number>> => each);

/** Counts of one register in any proportion. */
export const anyTally: fc.Arbitrary<Tally> = fc.record({
  read: count,
  quarantined: count,
  lookedUp: count,
  notLookedUp: count,
  notRegistered: count,
  strange: count,
  held: count,
  fields: fc.record({ mobile: counts, email: counts }),
  failures: fc.dictionary(fc.constantFrom("locked", "not-found", "invalid", "not-carried-out"), count),
});

/** A tally of nothing but what it is told. */
export function tally(more: Partial<Tally>): Tally {
  return { ...EMPTY_TALLY, ...more };
}
