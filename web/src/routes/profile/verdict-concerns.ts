import type {
  ContactFieldView,
  KrrChannelView,
  KrrStatusView,
  ProfilePage,
} from "@foresattportal/shared/contract/profile.ts";
import type { Channel } from "@foresattportal/shared/contract/values.ts";
import { unreachable } from "../../unreachable.ts";
import { holdingsOf, isOtherInKrr, lockedIds, outdatedIds, severalIds } from "./field-state.ts";
import type { Words } from "./words.ts";

export type KnownPage = Extract<ProfilePage, { state: "known" }>;

/** What is the matter with a field although messages may well arrive. */
type Concern = "several" | "differing" | "deleted" | "unusable" | "outdated" | "expired" | "ageing" | "other";

/** Promises the one thing that matters most about a field, or null when there is nothing. */
function concernOf(field: ContactFieldView, krr: KrrStatusView): Concern | null {
  if (field.state === "differing") return severalIds(field).length > 0 ? "several" : "differing";
  const gone = krr.state === "answered" && krr.person === "deleted";
  if (gone && lockedIds(field).length > 0) return "deleted";
  switch (field.nextStep) {
    case "refresh":
      return outdatedIds(field).length > 0 ? "outdated" : null;
    case "confirm-in-krr":
      return ageConcern(field.krr);
    case "add-in-krr":
      return field.krr.state === "unusable" ? "unusable" : null;
    case "ask-system":
      return isOtherInKrr(field) ? "other" : null;
    case "none":
      return null;
    default:
      return unreachable(field.nextStep);
  }
}

function ageConcern({ state }: KrrChannelView): Concern | null {
  // What kontaktregisteret withholds has expired, where there is anything.
  if (state === "withheld") return "expired";
  return state === "expired" || state === "ageing" ? state : null;
}

function concernSentence(concern: Concern, channel: Channel, page: KnownPage, { t, names }: Words): string {
  const field = page[channel];
  switch (concern) {
    case "several":
      return t(`field.${channel}.several`, names.both(severalIds(field)));
    case "differing":
      return t(`field.${channel}.differing`, names.both(holdingsOf(field).map(({ systemId }) => systemId)));
    case "deleted":
      return t("verdict.concern.deleted", names.both([...lockedIds(page.mobile), ...lockedIds(page.email)]));
    case "outdated":
    case "other":
      return t(`verdict.concern.${channel}.${concern}`, names.both(outdatedIds(field)));
    case "unusable":
    case "expired":
    case "ageing":
      return t(`verdict.concern.${channel}.${concern}`);
    default:
      return unreachable(concern);
  }
}

/** Promises one sentence for each thing that is the matter, and one for both fields where the same is. */
export function concernSentences(page: KnownPage, words: Words): string[] {
  const mobile = concernOf(page.mobile, words.krr);
  const email = concernOf(page.email, words.krr);
  if (mobile === email && (mobile === "expired" || mobile === "ageing"))
    return [words.t(`verdict.concern.bothFields.${mobile}`)];
  const sentences = [
    ...(mobile === null ? [] : [concernSentence(mobile, "mobile", page, words)]),
    ...(email === null ? [] : [concernSentence(email, "email", page, words)]),
  ];
  return [...new Set(sentences)];
}

const UNCERTAIN: ReadonlySet<Concern | null> = new Set(["several", "differing", "outdated"]);

/** Whether nobody can tell which of several values reaches the person. */
export function isReachUncertain(page: KnownPage, { krr }: Words): boolean {
  return [page.mobile, page.email].some((field) => UNCERTAIN.has(concernOf(field, krr)));
}
