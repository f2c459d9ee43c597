/** The registers to act on: all of them, unless some are named. */
export type Systems = readonly string[] | "all";

/** Promises the part of a request that names registers; nothing when it concerns all. */
export function named(systems: Systems): { systems?: string[] } {
  return systems === "all" ? {} : { systems: [...systems] };
}
