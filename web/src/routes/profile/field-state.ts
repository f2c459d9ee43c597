import type { ContactFieldView, Gap, HeldValue, Holding } from "@foresattportal/shared/contract/profile.ts";
import { unreachable } from "../../unreachable.ts";
import type { Words } from "./words.ts";

/** Promises every value that any register holds for this field. */
export function heldValues(field: ContactFieldView): readonly HeldValue[] {
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

/** Promises where a value that came from kontaktregisteret is changed, and of whom that is true; null when of nobody. */
export function lockedText(field: ContactFieldView, { t, names }: Words): string | null {
  const holdings = holdingsOf(field);
  const locked = holdings.filter(({ origin, optedOut }) => origin === "krr" && !optedOut);
  if (locked.length === 0) return null;
  if (locked.length === holdings.length) return t("contact.locked");
  return t("contact.lockedFor", names.both(locked.map(({ systemId }) => systemId)));
}

/** Whether kontaktregisteret is where the person makes this field right. */
export function isMadeRightInKrr(field: ContactFieldView): boolean {
  return field.nextStep === "add-in-krr" || field.nextStep === "confirm-in-krr";
}
