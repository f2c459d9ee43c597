/**
 * The municipalities whose look the build holds, the first one for trying out. Each has a file of tokens in
 * `web/src/styles/themes` and a mark in `web/public/marks` (docs/theming.md).
 */
export const THEMES = ["provebygd", "eksempelvik"] as const;

export type Theme = (typeof THEMES)[number];

/** The theme that `web/index.html` is written in. */
export const DEFAULT_THEME: Theme = THEMES[0];

/** The page's document in this theme: colours are there with the first paint, since the style sheet knows them all. */
export function inTheme(document: string, theme: Theme): string {
  return document
    .replace(`data-theme="${DEFAULT_THEME}"`, `data-theme="${theme}"`)
    .replace(`/marks/${DEFAULT_THEME}.svg`, `/marks/${theme}.svg`);
}
