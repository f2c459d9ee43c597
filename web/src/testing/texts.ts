import type { i18n } from "i18next";
import { createTexts } from "../i18n.ts";
import nb from "../locales/nb.json";

/** The texts of bokmål, as a visitor gets them. */
export function bokmal(): Promise<i18n> {
  return createTexts("nb", nb);
}
