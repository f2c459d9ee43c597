import type { Channel } from "@foresattportal/shared/contract/values.ts";
import type { Capabilities, Change } from "../domain/contact-record.ts";
import type { NationalId } from "../domain/national-id.ts";
import type { Register } from "../domain/register.ts";
import type { Member, Population, Quarantined } from "../domain/sync/population.ts";
import type { UpstreamResult } from "./upstream-result.ts";

export interface PopulationPage {
  readonly members: readonly Member[];
  readonly quarantined: readonly Quarantined[];
  /** Null on the last page. */
  readonly nextCursor: string | null;
}

/** One write of a batch. Repeating a key gives its first outcome again and has no second effect (rule 4). */
export interface BatchWrite {
  readonly key: string;
  readonly personId: string;
  readonly etag: string;
  readonly changes: readonly Change[];
  /** Fields among these that hold the value already, so that only its origin or its dates are new. */
  readonly confirmed?: readonly Channel[];
}

/** What became of one write; unknown outcomes of a newer register count as `failed`. */
export type BatchOutcome =
  | { readonly state: "updated" | "unchanged" | "opted-out" | "conflict" | "pending" }
  | { readonly state: "failed"; readonly reason: string };

/**
 * A register as the nightly run uses it: many persons at a time and with patience. Every method waits out what passes
 * (429 with `Retry-After`, 5xx, cut connections) within its own limits, and never throws for the register's faults.
 */
export interface PopulationRegister {
  readonly register: Register;
  /** Requests sent since the start of this process, those that were repeated included. */
  readonly calls: () => number;
  capabilities(): Promise<UpstreamResult<Capabilities>>;
  /** The page behind the cursor, or the first one; `refused` when the cursor is no longer valid. */
  page(population: Population, cursor: string | null): Promise<UpstreamResult<PopulationPage>>;
  /** All records of these persons, duplicates included, in any number. */
  lookupMany(nationalIds: readonly NationalId[]): Promise<UpstreamResult<readonly Member[]>>;
  /** One record by the register's own id; null when it has none (any more). */
  member(personId: string): Promise<UpstreamResult<Member | null>>;
  /**
   * Promises an outcome for every key, in any number of requests; a request that fails for good gives its writes the
   * outcome `failed` with the reason `no-answer`, and nobody knows whether they were done: the same keys tell later.
   */
  writeMany(writes: readonly BatchWrite[]): Promise<ReadonlyMap<string, BatchOutcome>>;
}
