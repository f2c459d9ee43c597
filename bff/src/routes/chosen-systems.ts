import { RequestFailure } from "../http/request-failure.ts";
import type { ContactRegister } from "../ports/contact-register.ts";

/** The registers that the request names, null for all; an id that nobody configured is invalid input. */
export function chosenSystems(
  registers: readonly ContactRegister[],
  ids: readonly string[] | undefined,
): ReadonlySet<string> | null {
  if (ids === undefined) return null;
  const known = new Set(registers.map(({ register }) => register.id));
  if (ids.some((id) => !known.has(id))) {
    throw new RequestFailure("invalid-input", { faults: [{ path: "systems", reason: "unknown-system" }] });
  }
  return new Set(ids);
}
