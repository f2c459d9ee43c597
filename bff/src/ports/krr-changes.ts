import type { ChangedPerson } from "../domain/sync/changed-persons.ts";
import type { UpstreamResult } from "./upstream-result.ts";

/** One page of KRR's change feed. */
export interface ChangesPage {
  /** In the order of the changes; one person may come more than once, and then the last entry counts. */
  readonly entries: readonly ChangedPerson[];
  /** Elements that say nothing that can be used, whether or not it is known whom they are about. */
  readonly malformed: number;
  /** The number up to which the page tells; never before the one that was asked for. */
  readonly to: number;
  /** The number of KRR's newest change; never before `to`. */
  readonly newest: number;
}

/** KRR's feed of changes, for those who may hold a copy, on behalf of one municipality (national-registers D). */
export interface KrrChanges {
  /** Where the feed ends now; what it told of persons on the way is not looked at. */
  newest(municipality: { readonly orgNumber: string }): Promise<UpstreamResult<number>>;
  /**
   * The page that begins with this number, which is included: whoever goes on from `to` meets one change twice. Waits
   * out what passes; one element that makes no sense does not take the page along.
   */
  page(from: number, municipality: { readonly orgNumber: string }): Promise<UpstreamResult<ChangesPage>>;
}
