import type { TFunction } from "i18next";
import type { Failure } from "../api/answer.ts";
import { clockFrom } from "../format-time.ts";

/** Promises what happened, when it is worth trying again, and what to quote when asking for help. */
export function failureText(failure: Failure, t: TFunction): string {
  const sentences = [t(`failure.${failure.code}.text`)];
  if (failure.retryAt !== null)
    sentences.push(t("failure.retryAt", { clock: clockFrom(failure.retryAt, t) }));
  if (failure.requestId !== null) sentences.push(t("failure.reference", { reference: failure.requestId }));
  return sentences.join(" ");
}
