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
  const step = verdictStep(page, words);
  const severity = severityOf(page, concerns.length > 0 || step.place !== "none");
  if (concerns.length === 0 || severity === "danger")
    return { severity, lead: reachSentences(page, words, "all"), more: concerns, step };
  const told = isReachUncertain(page, words) ? "lacking" : "all";
  return { severity, lead: concerns, more: reachSentences(page, words, told), step };
}

function severityOf({ verdict }: KnownPage, somethingToDo: boolean): Verdict["severity"] {
  switch (verdict.level) {
    case "none":
      return "danger";
    case "both":
      return somethingToDo ? "warning" : "success";
    case "sms":
    case "email":
    case "mixed":
      return "warning";
    default:
      return unreachable(verdict.level);
  }
}
