import { countOf, type Tally } from "./tally.ts";

/** Shares from 0 to 1. */
export interface BreakerLimits {
  /** Of the values held: how many may get another value. */
  readonly changed: number;
  /** Of the values held: how many may be emptied. */
  readonly emptied: number;
  /** Of the persons looked up: how many may be unknown to KRR. */
  readonly notRegistered: number;
  /** Of the persons asked about: how many answers may be on somebody else, or contradict one another. */
  readonly strange: number;
  /** Of the members of the last whole run: how many may be gone (SY4). */
  readonly gone: number;
}

const BREAKER_LIMITS: BreakerLimits = {
  changed: 0.2,
  emptied: 0.05,
  notRegistered: 0.5,
  strange: 0.01,
  gone: 0.4,
};

/** Fewer than this are no reason to stop, whatever their share: three of five is a small school, not a fault. */
export const FEW = 25;

/** Why a register is stopped before anything is written to it (N12). */
export const BREAKER_REASONS = [
  "too-many-changed",
  "too-many-emptied",
  "too-many-unknown-to-krr",
  "strange-answers-from-krr",
  "members-gone",
] as const;
export type BreakerReason = (typeof BREAKER_REASONS)[number];

/** What a person has looked at and let pass. */
export interface Allowance {
  readonly changed: number;
  readonly emptied: number;
  /** How few records are no reason; null = the last whole run stays the measure. */
  readonly read: number | null;
}

/** What is left of an approval when a run has made use of it: what was on the list is no licence for every night to come. */
export const USED_UP: Allowance = { changed: 0, emptied: 0, read: null };

/**
 * Judges the whole plan of one register before its first write. Promises a reason when something is out of all
 * proportion; what a person has approved is no reason, nor what is less than that.
 *
 * @param before records of the last whole run; null when there was none.
 */
export function judgePlan(
  tally: Tally,
  before: number | null,
  allowance: Allowance | null,
  limits: BreakerLimits = BREAKER_LIMITS,
): BreakerReason | null {
  const changed = countOf(tally, ["changed"]);
  const emptied = countOf(tally, ["emptied"]);
  if (exceeds(tally.strange, tally.lookedUp + tally.notLookedUp, limits.strange))
    return "strange-answers-from-krr";
  if (exceeds(tally.notRegistered, tally.lookedUp, limits.notRegistered)) return "too-many-unknown-to-krr";
  if (exceeds(emptied, tally.held, limits.emptied) && emptied > (allowance?.emptied ?? 0))
    return "too-many-emptied";
  if (exceeds(changed, tally.held, limits.changed) && changed > (allowance?.changed ?? 0))
    return "too-many-changed";
  if (!areMembersGone(tally, before, limits)) return null;
  const approved = allowance?.read ?? null;
  return approved !== null && tally.read >= approved ? null : "members-gone";
}

/** A register that had people yesterday and has none today is broken, however few they were (SY4). */
function areMembersGone({ read }: Tally, before: number | null, limits: BreakerLimits): boolean {
  if (before === null || read >= before) return false;
  const gone = before - read;
  return read === 0 || (gone >= FEW && gone >= before * limits.gone);
}

function exceeds(count: number, whole: number, limit: number): boolean {
  return count >= FEW && count > whole * limit;
}
