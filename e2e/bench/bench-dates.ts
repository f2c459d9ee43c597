import { osloTime, utcTime } from "../world/krr/krr-time.ts";

export interface BenchDate {
  readonly date: Date;
  /** As a register writes it, and KRR some of the times. */
  readonly utc: string;
  /** As KRR writes it most of the times. */
  readonly oslo: string;
}

const DAY = 24 * 60 * 60 * 1000;

const VERIFIED_DAYS = 300;
const UPDATED_DAYS = 1000;

/** Made once: a day as text is dear, and there are few of them. */
export function benchDates(today: Date) {
  const before = (days: number): BenchDate => {
    const date = new Date(today.getTime() - days * DAY);
    return { date, utc: utcTime(date), oslo: osloTime(date) };
  };
  const verified = Array.from({ length: VERIFIED_DAYS }, (_, age) => before(age + 1));
  const updated = Array.from({ length: UPDATED_DAYS }, (_, age) => before(age + 1 + VERIFIED_DAYS));
  const registered = before(450);
  const outdated = before(2000);
  const pick = (dates: readonly BenchDate[], index: number) => dates[index % dates.length] ?? registered;
  return {
    registered,
    fetched: before(1),
    /** The dates of a value that has been replaced since. */
    outdated,
    /** During the last 300 days, so that nothing is past its 18 months. */
    verified: (index: number) => pick(verified, index),
    /** Before that; another rhythm, so that the pairs differ. */
    updated: (index: number) => pick(updated, index),
  };
}

export type BenchDates = ReturnType<typeof benchDates>;
