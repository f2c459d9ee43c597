/** Compares by code units, which every machine has the same; a language's own order differs from machine to machine. */
export function inOrder(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
