import type { Reach } from "@foresattportal/shared/contract/profile.ts";
import { unreachable } from "../../unreachable.ts";
import { gapIds } from "./field-state.ts";
import type { KnownPage } from "./verdict-concerns.ts";
import type { Words } from "./words.ts";

type ReachLevel = "both" | "sms" | "email" | "none";

/** What is wrong comes first. */
const LEVELS = ["none", "email", "sms", "both"] as const satisfies readonly ReachLevel[];

function levelOf(reach: Reach): ReachLevel {
  if (reach.sms) return reach.email ? "both" : "sms";
  return reach.email ? "email" : "none";
}

function levelSentence(
  level: ReachLevel,
  systemIds: readonly string[],
  page: KnownPage,
  words: Words,
): string {
  const who = words.names.both(systemIds);
  switch (level) {
    case "both":
      return words.t("verdict.both", who);
    case "sms":
      return words.t(isLacking(page.email.gaps, systemIds) ? "verdict.smsMissingEmail" : "verdict.sms", who);
    case "email":
      return words.t(
        isLacking(page.mobile.gaps, systemIds) ? "verdict.emailMissingMobile" : "verdict.email",
        who,
      );
    case "none":
      return words.t("verdict.none", who);
    default:
      return unreachable(level);
  }
}

/** Whether the value is absent in all of these registers: not merely of no use, nor left empty on purpose. */
function isLacking(gaps: KnownPage["email"]["gaps"], systemIds: readonly string[]): boolean {
  const empty = gapIds(gaps, "empty");
  return systemIds.every((id) => empty.includes(id));
}

/**
 * Promises the answer to "can school and kindergarten reach you?", one sentence for all who reach the person alike.
 *
 * @param told `lacking` leaves out those who have both a number and an address, for where it is not certain which is right.
 */
export function reachSentences(page: KnownPage, words: Words, told: "all" | "lacking"): string[] {
  return LEVELS.filter((level) => told === "all" || level !== "both").flatMap((level) => {
    const ids = page.verdict.reach
      .filter((reach) => levelOf(reach) === level)
      .map(({ systemId }) => systemId);
    return ids.length === 0 ? [] : [levelSentence(level, ids, page, words)];
  });
}
