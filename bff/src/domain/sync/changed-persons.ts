import type { NationalId } from "../national-id.ts";
import { FEW } from "./breaker.ts";
import type { KrrWord } from "./plan-sync.ts";
import { countOf, type Tally } from "./tally.ts";

/** One entry of KRR's change feed: the person as she is, and not what has changed (national-registers D). */
export interface ChangedPerson {
  readonly nationalId: NationalId;
  /** Null where the entry says nothing that can be used. */
  readonly word: KrrWord;
}

/**
 * Keeps the last entry on each person. Promises that an entry that cannot be used takes an earlier one along: what KRR
 * said before it is not what it says now.
 */
export function lastOnEach(entries: readonly ChangedPerson[]): ReadonlyMap<string, ChangedPerson> {
  return new Map(entries.map((entry) => [entry.nationalId.reveal(), entry]));
}

/** Of the values held by those whom a page is about: how many may get another value, or none. */
const HALF = 0.5;

/**
 * Judges what one page of the feed would do before its first write. Promises a reason where it is out of all
 * proportion. Simple on purpose, since a page is no whole of which shares could be told: it stops a feed that has gone
 * wrong and leaves the cursor, the night's breaker judges the same changes against the whole population, and once those
 * are written the page has nothing left to change.
 */
export function judgeChanges(tally: Tally): "too-many-changes" | null {
  const touched = countOf(tally, ["changed", "emptied"]);
  return touched > FEW && touched > tally.held * HALF ? "too-many-changes" : null;
}
