import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { useFailureText, type TellFailure } from "../../components/use-failure-text.ts";
import { FURTHER } from "../../locales/index.ts";
import { useWords, type Words } from "./words.ts";

/** The words of the page, and those for what came of an action. */
export interface OutcomeWords extends Words {
  readonly further: TFunction<typeof FURTHER>;
  readonly tellFailure: TellFailure;
}

/** Promises the words for what came of an action on the profile that is shown. */
export function useOutcomeWords(): OutcomeWords {
  const words = useWords();
  const { t: further } = useTranslation(FURTHER);
  const tellFailure = useFailureText();
  return { ...words, further, tellFailure };
}
