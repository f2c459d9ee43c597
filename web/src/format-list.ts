import type { TFunction } from "i18next";

/**
 * Promises names as one part of a sentence: `a, b og c`. The word between the last two is one of our texts, since Chrome
 * knows no nynorsk and no Northern Sámi and `Intl.ListFormat` would take the word of the browser's own language.
 */
export function listOf(names: readonly string[], t: TFunction): string {
  const last = names.at(-1);
  if (last === undefined) return "";
  const first = names.slice(0, -1).join(", ");
  return first === "" ? last : t("list.and", { first, last });
}
