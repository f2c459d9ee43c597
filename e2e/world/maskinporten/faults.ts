import type { UpstreamFault } from "../upstream-faults.ts";

export interface MaskinportenFault extends UpstreamFault {
  /** The registered keys are past their year: MP-121. */
  readonly keyExpired?: boolean;
  /** How a key that is not registered is refused, which is not documented (national-registers C.4); MP-124 unless told. */
  readonly unknownKey?: "MP-124" | "no code";
  /** Seconds that new tokens live, for example fewer than a batch takes. */
  readonly tokenLifetime?: number;
  /** The status of MP-251, which is not documented (national-registers C.4); 403 unless told. */
  readonly forbiddenStatus?: 400 | 403;
}
