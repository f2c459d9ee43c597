import { useRootData } from "../page-data/page-data.ts";

/** Promises where people write to the municipality, or null when the server did not tell it. */
export function useContactAddress(): string | null {
  // An answer that the browser has kept from before an upgrade may lack it.
  return useRootData().portal?.contact?.url ?? null;
}
