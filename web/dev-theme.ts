import { DEFAULT_THEME, inTheme, THEMES } from "@foresattportal/shared/themes.ts";
import type { Plugin } from "vite";

/** Shows the development server's page in the theme of this name, as the bff does with the built one. */
export function devTheme(name: string | undefined): Plugin {
  const theme = THEMES.find((each) => each === name) ?? DEFAULT_THEME;
  return {
    name: "dev-theme",
    apply: "serve",
    transformIndexHtml: (document) => inTheme(document, theme),
  };
}
