import { unreachable } from "../../unreachable.ts";
import { concernSentences, isReachUncertain, type KnownPage } from "./verdict-concerns.ts";
import { reachSentences } from "./verdict-reach.ts";
import { verdictStep, type VerdictStep } from "./verdict-step.ts";
import type { Words } from "./words.ts";

export interface Verdict {
  readonly severity: "success" | "warning" | "danger";
  /** The largest text of the page: what there is to know first. */
  readonly lead: readonly string[];
  readonly more: readonly string[];
  readonly step: VerdictStep;
}

/**
 * Promises words, colour and next thing that agree: green when nothing is to be done and only then, red when nobody
 * reaches the person, amber for all between, with what is the matter said first.
 */
export function verdictOf(page: KnownPage, words: Words): Verdict {
  const concerns = concernSentences(page, words);
  const reach = reachSentences(page, words);
  const step = verdictStep(page, words);
  const { level } = page.verdict;
  switch (level) {
    case "none":
      return { severity: "danger", lead: reach, more: concerns, step };
    case "both": {
      if (concerns.length === 0)
        return { severity: step.place === "none" ? "success" : "warning", lead: reach, more: [], step };
      return { severity: "warning", lead: concerns, more: isReachUncertain(page, words) ? [] : reach, step };
    }
    case "sms":
    case "email":
    case "mixed":
      return concerns.length === 0
        ? { severity: "warning", lead: reach, more: [], step }
        : { severity: "warning", lead: concerns, more: reach, step };
    default:
      return unreachable(level);
  }
}
