import type {
  ContactFieldView,
  Gap,
  HeldValue,
  Holding,
  KrrChannelView,
  KrrStatusView,
} from "@foresattportal/shared/contract/profile.ts";
import type { Channel } from "@foresattportal/shared/contract/values.ts";
import { unreachable } from "../../unreachable.ts";
import { adviceFor } from "./advice.ts";
import type { Words } from "./words.ts";

/** Promises every value that any register holds for this field. */
function heldValues(field: ContactFieldView): readonly HeldValue[] {
  switch (field.state) {
    case "missing":
      return [];
    case "agreed":
      return [field.held];
    case "differing":
      return field.held;
    default:
      return unreachable(field);
  }
}

/** Promises every register's holding of this field. */
export function holdingsOf(field: ContactFieldView): Holding[] {
  return heldValues(field).flatMap(({ holdings }) => holdings);
}

/** Promises the registers that lack this field for this reason. */
export function gapIds(gaps: readonly Gap[], reason: Gap["reason"]): string[] {
  return gaps.filter((gap) => gap.reason === reason).map(({ systemId }) => systemId);
}

/** What kontaktregisteret tells of a value that messages can be sent to. */
type UsableInKrr = Extract<KrrChannelView, { value: string }>;

/** Whether kontaktregisteret has told a value that messages can be sent to. */
export function isUsableInKrr(krr: KrrChannelView): krr is UsableInKrr {
  return "value" in krr;
}

/** Promises kontaktregisteret's value in normal form, or null when it has none of use or did not tell. */
function krrValue({ krr }: ContactFieldView): string | null {
  return isUsableInKrr(krr) ? krr.value : null;
}

/** Promises the registers that hold another value than kontaktregisteret and do not keep the field by hand. */
export function outdatedIds(field: ContactFieldView): string[] {
  const current = krrValue(field);
  if (current === null) return [];
  return heldValues(field)
    .filter(({ value }) => value !== current)
    .flatMap(({ holdings }) => holdings.filter(({ optedOut }) => !optedOut))
    .map(({ systemId }) => systemId);
}

/** Promises the registers that a refresh would give kontaktregisteret's value: not those that keep the field by hand or empty. */
export function refreshedIds(field: ContactFieldView): string[] {
  return krrValue(field) === null ? [] : [...outdatedIds(field), ...gapIds(field.gaps, "empty")];
}

/** Promises whom to ask about this field: who keeps it by hand or empty, else who lacks it, else all who hold it. */
export function decidingIds(field: ContactFieldView): string[] {
  const holdings = holdingsOf(field);
  const byHand = holdings.filter(({ optedOut }) => optedOut).map(({ systemId }) => systemId);
  const choices = [
    [...byHand, ...gapIds(field.gaps, "blocked")],
    gapIds(field.gaps, "empty"),
    holdings.map(({ systemId }) => systemId),
  ];
  return choices.find((ids) => ids.length > 0) ?? [];
}

/** Promises the registers to which nothing comes that is changed in kontaktregisteret, though nobody there decided so for this field. */
export function untakingIds(field: ContactFieldView): string[] {
  const takers = new Set(field.takenFromKrrIn);
  const free = holdingsOf(field).filter(({ optedOut }) => !optedOut);
  const ids = [...free.map(({ systemId }) => systemId), ...gapIds(field.gaps, "empty")];
  return [...new Set(ids)].filter((id) => !takers.has(id));
}

/** Promises the registers that take at least one field from kontaktregisteret. */
export function takersOn({ mobile, email }: Record<Channel, ContactFieldView>): ReadonlySet<string> {
  return new Set([...mobile.takenFromKrrIn, ...email.takenFromKrrIn]);
}

/** Promises the registers that hold more than one value for the same person. */
export function severalIds(field: ContactFieldView): string[] {
  const ids = holdingsOf(field).map(({ systemId }) => systemId);
  return ids.filter((id, index) => ids.indexOf(id) !== index);
}

/** Promises the registers of which all that they hold came from kontaktregisteret and is changed there: they take it from there still. */
export function lockedIds(field: ContactFieldView): string[] {
  const holdings = holdingsOf(field);
  const takers = new Set(field.takenFromKrrIn);
  const isLocked = ({ origin, optedOut, systemId }: Holding): boolean =>
    origin === "krr" && !optedOut && takers.has(systemId);
  const others = new Set(holdings.filter((held) => !isLocked(held)).map(({ systemId }) => systemId));
  return holdings.map(({ systemId }) => systemId).filter((id) => !others.has(id));
}

/** Promises where a value that came from kontaktregisteret is changed, and of whom that is true; null when of nobody. */
export function lockedText(field: ContactFieldView, { t, names }: Words): string | null {
  const locked = lockedIds(field);
  if (locked.length === 0) return null;
  return locked.length === holdingsOf(field).length
    ? t("contact.locked")
    : t("contact.lockedFor", names.both(locked));
}

/** Whether the registers agree on another value than kontaktregisteret's and take none from there: the person alone can tell which is right. */
export function isOtherInKrr(field: ContactFieldView): boolean {
  return field.state === "agreed" && field.nextStep === "ask-system" && outdatedIds(field).length > 0;
}

/** Whether kontaktregisteret is where the person makes this field right. */
export function isMadeRightInKrr(field: ContactFieldView, krr: KrrStatusView): boolean {
  const advice = adviceFor(field.nextStep, krr);
  return advice === "add-in-krr" || advice === "confirm-in-krr" || isOtherInKrr(field);
}
