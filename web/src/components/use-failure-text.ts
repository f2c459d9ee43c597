import { useTranslation } from "react-i18next";
import type { Failure } from "../api/answer.ts";
import { clockFrom } from "../format-time.ts";
import { FURTHER } from "../locales/index.ts";

/** What happened, when it is worth trying again, and what to quote when asking for help. */
export type TellFailure = (failure: Failure) => string;

/** Promises words for every failure. */
export function useFailureText(): TellFailure {
  const { t } = useTranslation();
  const { t: further } = useTranslation(FURTHER);
  return ({ code, retryAt, requestId }) => {
    const sentences = [further(`failure.${code}.text`)];
    if (retryAt !== null) sentences.push(further("failure.retryAt", { clock: clockFrom(retryAt, t) }));
    if (requestId !== null) sentences.push(further("failure.reference", { reference: requestId }));
    return sentences.join(" ");
  };
}
