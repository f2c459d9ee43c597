import type { WorkPhoneRequest, WorkPhoneResult } from "@foresattportal/shared/contract/work-phone.ts";
import type { Answer } from "./answer.ts";
import { send } from "./client.ts";

/** Writes «Jobbtelefon» to every register that takes it, or to those named. */
export function saveWorkPhone(request: WorkPhoneRequest): Promise<Answer<WorkPhoneResult>> {
  return send("/api/profile/work-phone", { method: "PUT", json: request });
}
