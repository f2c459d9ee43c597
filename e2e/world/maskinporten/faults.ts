import type { UpstreamFault } from "../upstream-faults.ts";

export interface MaskinportenFault extends UpstreamFault {
  /** The registered keys are past their year: MP-121. */
  readonly keyExpired?: boolean;
}
