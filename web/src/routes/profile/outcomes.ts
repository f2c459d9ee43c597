import { lazy } from "react";

const fetchOutcomes = () => import("./all-outcomes.ts");

/** What actions led to: fetched beside the first view, so that it is there when somebody acts, also without a network. */
export const RefreshOutcome = lazy(async () => ({ default: (await fetchOutcomes()).RefreshOutcome }));
export const ReturnOutcome = lazy(async () => ({ default: (await fetchOutcomes()).ReturnOutcome }));
export const WorkPhoneOutcome = lazy(async () => ({ default: (await fetchOutcomes()).WorkPhoneOutcome }));

/** Fetches them before they are needed; where that fails, it is tried again when they are. */
export async function prepareOutcomes(): Promise<void> {
  try {
    await fetchOutcomes();
  } catch {
    // The region that shows them tells it then.
  }
}
