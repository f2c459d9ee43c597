import { CHANNELS, type Channel } from "@foresattportal/shared/contract/values.ts";

/** What became, or would become, of one field of one record. */
export const FIELD_RESULTS = [
  /** Another value than before. */
  "changed",
  /** A value where there was none. */
  "filled",
  /** No value any more, because KRR has deleted the person. */
  "emptied",
  /** The same value, now known to come from KRR or with newer dates. */
  "confirmed",
  "unchanged",
  "opted-out",
  "blocked",
  "no-krr-data",
  /** KRR has a value that is too old to displace another one, or no contact point at all. */
  "krr-expired",
  "krr-invalid",
  "read-only",
  /** Differs, and the municipality only compares (N14). */
  "verify-only",
  "not-active",
  /** The register has taken it, and not yet done it. */
  "pending",
  /** Somebody else changed the record at the same moment, twice. */
  "conflict",
  "failed",
] as const;
export type FieldResult = (typeof FIELD_RESULTS)[number];

/** Counts of one register and one population. Sums of tallies are tallies. */
export interface Tally {
  /** Records read, those that could not be worked on included. */
  readonly read: number;
  readonly quarantined: number;
  /** Records whose person KRR was asked about and answered. */
  readonly lookedUp: number;
  /** Records whose person KRR gave no usable answer on, or whose page it did not answer. */
  readonly notLookedUp: number;
  /** Persons of the looked-up records that KRR does not know. */
  readonly notRegistered: number;
  /** Answers on persons nobody asked about, and several on the same one. */
  readonly strange: number;
  /** Non-empty fields that KRR could fill, opted-out ones left out: what the shares of the breaker are shares of. */
  readonly held: number;
  readonly fields: Readonly<Record<Channel, Readonly<Partial<Record<FieldResult, number>>>>>;
  /** Failed writes by the register's reason. */
  readonly failures: Readonly<Record<string, number>>;
}

export const EMPTY_TALLY: Tally = {
  read: 0,
  quarantined: 0,
  lookedUp: 0,
  notLookedUp: 0,
  notRegistered: 0,
  strange: 0,
  held: 0,
  fields: { mobile: {}, email: {} },
  failures: {},
};

/** Adds up; the order of the parts makes no difference. */
export function sumTallies(parts: Iterable<Tally>): Tally {
  const sum = {
    ...EMPTY_TALLY,
    fields: { mobile: {}, email: {} } as Record<Channel, Counts>,
    failures: {} as Counts,
  };
  for (const part of parts) {
    for (const name of [
      "read",
      "quarantined",
      "lookedUp",
      "notLookedUp",
      "notRegistered",
      "strange",
      "held",
    ] as const)
      sum[name] += part[name];
    for (const channel of CHANNELS) addCounts(sum.fields[channel], part.fields[channel]);
    addCounts(sum.failures, part.failures);
  }
  return sum;
}

type Counts = Record<string, number>;

function addCounts(sum: Counts, part: Readonly<Partial<Counts>>): void {
  for (const [name, count] of Object.entries(part)) sum[name] = (sum[name] ?? 0) + (count ?? 0);
}

const CHANGES = ["changed", "filled", "emptied", "confirmed"] as const satisfies readonly FieldResult[];

/** The same counts where nothing that was planned has been written. */
export function asNotCarriedOut(tally: Tally): Tally {
  const planned = countOf(tally, CHANGES);
  if (planned === 0) return tally;
  const failed = (channel: Channel) => {
    const { changed = 0, filled = 0, emptied = 0, confirmed = 0, ...others } = tally.fields[channel];
    return { ...others, failed: (others.failed ?? 0) + changed + filled + emptied + confirmed };
  };
  return {
    ...tally,
    fields: { mobile: failed("mobile"), email: failed("email") },
    failures: { ...tally.failures, "not-carried-out": (tally.failures["not-carried-out"] ?? 0) + planned },
  };
}

/** Promises how many fields of all channels had one of these results. */
export function countOf(tally: Tally, results: readonly FieldResult[]): number {
  return CHANNELS.flatMap((channel) => results.map((result) => tally.fields[channel][result] ?? 0)).reduce(
    (total, count) => total + count,
    0,
  );
}
