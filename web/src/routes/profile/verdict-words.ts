import type { ProfilePage, Reach } from "@foresattportal/shared/contract/profile.ts";
import { unreachable } from "../../unreachable.ts";
import type { Words } from "./words.ts";

export type KnownPage = Extract<ProfilePage, { state: "known" }>;
export type Severity = "success" | "warning" | "danger";

type ReachLevel = "both" | "sms" | "email" | "none";

const LEVELS = ["both", "sms", "email", "none"] as const satisfies readonly ReachLevel[];

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
      return words.t(isGap(page.email.gaps, systemIds) ? "verdict.smsMissingEmail" : "verdict.sms", who);
    case "email":
      return words.t(
        isGap(page.mobile.gaps, systemIds) ? "verdict.emailMissingMobile" : "verdict.email",
        who,
      );
    case "none":
      return words.t("verdict.none", who);
    default:
      return unreachable(level);
  }
}

/** Whether the value is absent in all of these registers, and not merely of no use. */
function isGap(gaps: KnownPage["email"]["gaps"], systemIds: readonly string[]): boolean {
  return systemIds.every((id) => gaps.some((gap) => gap.systemId === id));
}

/** Promises the answer to "can school and kindergarten reach you?", one sentence for all who reach the person alike. */
export function verdictSentences(page: KnownPage, words: Words): string[] {
  return LEVELS.flatMap((level) => {
    const ids = page.verdict.reach
      .filter((reach) => levelOf(reach) === level)
      .map(({ systemId }) => systemId);
    return ids.length === 0 ? [] : [levelSentence(level, ids, page, words)];
  });
}

/** Promises a colour that fits the words: all is well, something to do, or nobody reaches the person. */
export function verdictSeverity(page: KnownPage): Severity {
  switch (page.verdict.level) {
    case "both":
      return "success";
    case "sms":
    case "email":
    case "mixed":
      return "warning";
    case "none":
      return "danger";
    default:
      return unreachable(page.verdict.level);
  }
}

/** The one next thing, and where it is done. */
export type VerdictStep =
  | { readonly place: "none" }
  | { readonly place: "here" | "krr" | "register"; readonly text: string };

/** Promises the one thing that the person can do next, or nothing when nothing is needed. */
export function verdictStep(page: KnownPage, words: Words): VerdictStep {
  const { t, names } = words;
  const lacking = page.verdict.reach.filter((reach) => levelOf(reach) !== "both");
  const concerned = (lacking.length > 0 ? lacking : page.verdict.reach).map(({ systemId }) => systemId);
  switch (page.verdict.nextStep) {
    case "none":
      return { place: "none" };
    case "refresh":
      return { place: "here", text: t("verdict.next.refresh", names.both(concerned)) };
    case "add-in-krr":
      return { place: "krr", text: t(`verdict.next.${missingInKrr(page)}`) };
    case "confirm-in-krr":
      return { place: "krr", text: t("verdict.next.confirm") };
    case "ask-system":
      return { place: "register", text: t("verdict.next.ask", names.both(concerned)) };
    default:
      return unreachable(page.verdict.nextStep);
  }
}

function missingInKrr({ mobile, email }: KnownPage): "addMobile" | "addEmail" | "addEither" {
  if (mobile.nextStep === "add-in-krr" && email.nextStep !== "add-in-krr") return "addMobile";
  if (email.nextStep === "add-in-krr" && mobile.nextStep !== "add-in-krr") return "addEmail";
  return "addEither";
}
