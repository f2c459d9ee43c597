import type { Portal } from "@foresattportal/shared/contract/portal.ts";
import type { Answer } from "./answer.ts";
import { send } from "./client.ts";

/** Tells whose installation this is and where kontaktregisteret is edited. */
export function getPortal(): Promise<Answer<Portal>> {
  return send("/api/portal", { method: "GET" });
}
