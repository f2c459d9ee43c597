import type { i18n } from "i18next";
import { later } from "../../components/later.tsx";

const fetchOutcomes = () => import("./all-outcomes.ts");

/** What actions lead to, and the forms they begin with: fetched right after the first view, so that they are there when somebody acts, also without a network. */
export const refreshOutcome = later(async () => (await fetchOutcomes()).RefreshOutcome);
export const returnOutcome = later(async () => (await fetchOutcomes()).ReturnOutcome);
export const workPhoneOutcome = later(async () => (await fetchOutcomes()).WorkPhoneOutcome);
export const workPhoneForm = later(async () => (await fetchOutcomes()).WorkPhoneForm);
export const workPhoneRemoval = later(async () => (await fetchOutcomes()).WorkPhoneRemoval);

/** Fetches them before they are needed; where that fails, it is tried again when they are. */
export async function prepareOutcomes(texts: i18n): Promise<void> {
  const all = [refreshOutcome, returnOutcome, workPhoneOutcome, workPhoneForm, workPhoneRemoval];
  await Promise.all(all.map(({ prepare }) => prepare(texts)));
}
