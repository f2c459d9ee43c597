import type { KrrPerson } from "../domain/krr-person.ts";
import type { NationalId } from "../domain/national-id.ts";
import type { UpstreamResult } from "./upstream-result.ts";

/** KRR's answer to a batch, in the order in which it was asked. */
export interface KrrBatchAnswer {
  /** Null where KRR contradicted itself on a person, or gave a status that nobody has documented. */
  readonly people: readonly (KrrPerson | null)[];
  /** Answers on persons that nobody asked about, and repeated ones. */
  readonly strange: number;
}

/** Kontakt- og reservasjonsregisteret, asked about many on behalf of one municipality (national-registers A.3). */
export interface KrrBatch {
  /** Requests sent since the start of this process, those that were repeated included. */
  readonly calls: () => number;
  /**
   * Promises an answer for each id in the order given; one id may come more than once. Waits out what passes; at most
   * so many requests are under way at a time as KRR is to be burdened with, the others wait for their turn.
   *
   * @param nationalIds at most 1000.
   */
  lookupMany(
    nationalIds: readonly NationalId[],
    municipality: { readonly orgNumber: string },
  ): Promise<UpstreamResult<KrrBatchAnswer>>;
}
