import type { KrrChannel } from "./krr-person.ts";

/** eForvaltningsforskriften § 32: 18 months, counted for each channel on its own (national-registers A.9). */
const EXPIRED_AFTER_MONTHS = 18;
/** The guardian is nudged two months before (P23). */
const AGEING_AFTER_MONTHS = 16;

/** Newest of changed and confirmed; null when neither is known. */
export function lastConfirmed(dates: { updatedAt: Date | null; verifiedAt: Date | null }): Date | null {
  const { updatedAt, verifiedAt } = dates;
  if (updatedAt === null || verifiedAt === null) return updatedAt ?? verifiedAt;
  return updatedAt > verifiedAt ? updatedAt : verifiedAt;
}

/** Promises `expired` for a channel without any date: what nobody can date must not count as confirmed. */
export function freshness(channel: KrrChannel, now: Date): "current" | "ageing" | "expired" {
  const confirmed = lastConfirmed(channel);
  if (confirmed === null || confirmed < monthsBefore(now, EXPIRED_AFTER_MONTHS)) return "expired";
  return confirmed < monthsBefore(now, AGEING_AFTER_MONTHS) ? "ageing" : "current";
}

/** Calendar months back; the 31st becomes the last day of a shorter month instead of spilling into the next. */
export function monthsBefore(now: Date, months: number): Date {
  const then = new Date(now);
  then.setUTCDate(1);
  then.setUTCMonth(then.getUTCMonth() - months);
  const lastDay = new Date(Date.UTC(then.getUTCFullYear(), then.getUTCMonth() + 1, 0)).getUTCDate();
  then.setUTCDate(Math.min(now.getUTCDate(), lastDay));
  return then;
}
