import type { WorkPhoneResult } from "@foresattportal/shared/contract/work-phone.ts";
import type { Answer } from "./answer.ts";
import { send } from "./client.ts";

/** Removes «Jobbtelefon» from every register that lets it go, or from those named. */
export function removeWorkPhone(systems: readonly string[]): Promise<Answer<WorkPhoneResult>> {
  const searchParams = new URLSearchParams(systems.map((id) => ["system", id]));
  return send("/api/profile/work-phone", { method: "delete", searchParams });
}
