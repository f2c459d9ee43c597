import type { Variant } from "./variants.ts";

/** Where the picture of a state in a variant lies in the gallery's folder. */
export function shotPath(stateId: string, { language, width, theme }: Variant): string {
  return `${stateId}/${language}-${width}-${theme}.png`;
}
