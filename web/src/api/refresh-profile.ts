import type { RefreshRequest, RefreshResult } from "@foresattportal/shared/contract/refresh.ts";
import type { Answer } from "./answer.ts";
import { send } from "./client.ts";

/** «Oppdater»: fetches from kontaktregisteret now and writes to the registers; only those named, when a request names any. */
export function refreshProfile(request: RefreshRequest): Promise<Answer<RefreshResult>> {
  return send("/api/profile/refresh", { method: "POST", json: request });
}
