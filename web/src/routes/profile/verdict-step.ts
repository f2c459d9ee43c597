import type { ContactFieldView } from "@foresattportal/shared/contract/profile.ts";
import { unreachable } from "../../unreachable.ts";
import { adviceFor, type Advice } from "./advice.ts";
import { decidingIds, refreshedIds } from "./field-state.ts";
import type { KnownPage } from "./verdict-concerns.ts";
import type { Words } from "./words.ts";

/** The one next thing, and where it is done. */
export type VerdictStep =
  | { readonly place: "none" }
  | { readonly place: "here" | "krr" | "register"; readonly text: string };

/** Promises the one thing that the person can do next, or nothing when nothing is needed. */
export function verdictStep(page: KnownPage, words: Words): VerdictStep {
  const { t, names, krr } = words;
  const advice = adviceFor(page.verdict.nextStep, krr);
  const advised = [page.mobile, page.email].filter((field) => adviceFor(field.nextStep, krr) === advice);
  const idsOf = (choose: (field: ContactFieldView) => string[]): string[] => {
    const ids = advised.flatMap(choose);
    return ids.length > 0 ? ids : page.verdict.reach.map(({ systemId }) => systemId);
  };
  switch (advice) {
    case "none":
      return { place: "none" };
    case "refresh":
      return { place: "here", text: t("verdict.next.refresh", names.both(idsOf(refreshedIds))) };
    case "refresh-later":
      return { place: "here", text: t("update.later") };
    case "add-in-krr": {
      // Where one value is to be added and the other put right, both are done in the same place.
      const correct = advised.length > 0 && advised.every((field) => field.krr.state === "unusable");
      const fields = fieldsWith(advice, page, words);
      return { place: "krr", text: t(`verdict.next.${correct ? "correctValue" : "add"}.${fields}`) };
    }
    case "confirm-in-krr":
      return { place: "krr", text: t(`verdict.next.confirm.${fieldsWith(advice, page, words)}`) };
    case "ask-system":
      return { place: "register", text: t("verdict.next.ask", names.both(idsOf(decidingIds))) };
    default:
      return unreachable(advice);
  }
}

function fieldsWith(advice: Advice, page: KnownPage, { krr }: Words): "mobile" | "email" | "both" {
  const mobile = adviceFor(page.mobile.nextStep, krr) === advice;
  const email = adviceFor(page.email.nextStep, krr) === advice;
  if (mobile === email) return "both";
  return mobile ? "mobile" : "email";
}
