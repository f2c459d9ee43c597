import type { i18n } from "i18next";
import { later } from "../../components/later.tsx";

const fetchOutcomes = () => import("./all-outcomes.ts");

/** What actions lead to, the forms they begin with, and what stands there when nothing could be fetched: fetched right after the first view, so that they are there when somebody acts, also without a network. */
export const refreshOutcome = later(async () => (await fetchOutcomes()).RefreshOutcome);
export const returnOutcome = later(async () => (await fetchOutcomes()).ReturnOutcome);
export const workPhoneOutcome = later(async () => (await fetchOutcomes()).WorkPhoneOutcome);
export const workPhoneForm = later(async () => (await fetchOutcomes()).WorkPhoneForm);
export const workPhoneRemoval = later(async () => (await fetchOutcomes()).WorkPhoneRemoval);
export const profileFailure = later(async () => (await fetchOutcomes()).ProfileFailure);
export const nobodyAnswers = later(async () => (await fetchOutcomes()).NobodyAnswers);
export const logInAfterReturn = later(async () => (await fetchOutcomes()).LogInAfterReturn);

/** Fetches them before they are needed; where that fails, it is tried again when they are. */
export async function prepareOutcomes(texts: i18n): Promise<void> {
  const all = [
    refreshOutcome,
    returnOutcome,
    workPhoneOutcome,
    workPhoneForm,
    workPhoneRemoval,
    profileFailure,
    nobodyAnswers,
  ];
  await Promise.all(all.map(({ prepare }) => prepare(texts)));
}
