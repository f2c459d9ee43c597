import { DEFAULT_THEME, inTheme, THEMES } from "@foresattportal/shared/themes.ts";
import type { Plugin } from "vite";

/** Shows the development server's page in the theme that `THEME` names, as the bff does with the built one. */
export function themeOfEnvironment(): Plugin {
  const theme = THEMES.find((each) => each === process.env["THEME"]) ?? DEFAULT_THEME;
  return {
    name: "theme-of-environment",
    apply: "serve",
    transformIndexHtml: (document) => inTheme(document, theme),
  };
}
