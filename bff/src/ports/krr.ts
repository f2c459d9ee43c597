import type { KrrPerson } from "../domain/krr-person.ts";
import type { NationalId } from "../domain/national-id.ts";
import type { UpstreamResult } from "./upstream-result.ts";

/** Kontakt- og reservasjonsregisteret, asked on behalf of one municipality. */
export interface Krr {
  /**
   * Promises an answer also for a person whom KRR does not know (`not-registered`).
   *
   * @param caller ends the asking when nobody waits for the answer any more.
   */
  lookup(
    nationalId: NationalId,
    municipality: { orgNumber: string },
    caller?: AbortSignal,
  ): Promise<UpstreamResult<KrrPerson>>;
}
