import type { WorkPhoneResult } from "@foresattportal/shared/contract/work-phone.ts";
import type { Answer } from "./answer.ts";
import { send } from "./client.ts";

/** Removes «Jobbtelefon» from every register that lets it go, or from those named. */
export function removeWorkPhone(systems: readonly string[]): Promise<Answer<WorkPhoneResult>> {
  const query = new URLSearchParams(systems.map((id) => ["system", id])).toString();
  return send(`/api/profile/work-phone${query === "" ? "" : `?${query}`}`, { method: "DELETE" });
}
