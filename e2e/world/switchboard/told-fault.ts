import { isDeepStrictEqual } from "node:util";
import { isForRequests } from "../faulty-handler.ts";
import type { UpstreamFault } from "../upstream-faults.ts";
import type { SystemName } from "../world-ports.ts";
import { presetsFor } from "./presets.ts";
import type { Preset } from "./presets.ts";

export interface ToldFault {
  /** The preset that it is; null where a program has set something that is not on the page. */
  readonly preset: Preset | null;
  /** The fault as it was set, without which requests and how many. */
  readonly fault: UpstreamFault;
  readonly only: UpstreamFault["only"] | null;
  /** How many requests are left; null = until somebody puts it right. */
  readonly times: number | null;
}

/** What is wrong with a system now; null when nothing is, also when a fault has spent itself. */
export function tellFault(name: SystemName, active: UpstreamFault): ToldFault | null {
  const { only = null, times = null, ...fault } = active;
  if (Object.keys(fault).length === 0 || (times === 0 && isForRequests({ ...fault }))) return null;
  const presets = presetsFor(name).flatMap((group) => group.presets);
  const preset = presets.find((candidate) => isDeepStrictEqual(candidate.fault, fault)) ?? null;
  return { preset, fault, only, times };
}
