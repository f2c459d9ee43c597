import "i18next";
import type { FurtherTexts, Texts } from "./locales/index.ts";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "translation";
    resources: { translation: Texts; further: FurtherTexts };
  }
}
