import { readdirSync, readFileSync } from "node:fs";
import { DEFAULT_THEME, inTheme, THEMES } from "@foresattportal/shared/themes.ts";
import { describe, expect, test } from "vitest";

type Scheme = ReadonlyMap<string, string>;

const read = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");
const namesIn = (folder: string) =>
  readdirSync(new URL(folder, import.meta.url)).map((file) => file.replace(/\.\w+$/, ""));

/** Designsystemet's own colours: what a theme stands on, and what it must give of its own. */
const GROUND = schemes(
  read("node_modules/@digdir/designsystemet-css/dist/theme/designsystemet.css"),
  "@layer ds.theme.color-scheme.dark",
);
const SCALE = [...GROUND.light.keys()].filter((token) => token.startsWith("accent-")).toSorted();

/**
 * Text needs 4.5:1 (WCAG 2.2, 1.4.3); the edge of a control and its focus ring 3:1 (1.4.11, 2.4.13). Named are the pairs
 * that the page shows: links and headings on page, card and tinted card, the primary button, frames of fields.
 */
const PAIRS = [
  ["accent-text-default", "accent-background-tinted", 4.5],
  ["accent-text-default", "accent-surface-tinted", 4.5],
  ["accent-text-subtle", "neutral-background-default", 4.5],
  ["accent-text-subtle", "neutral-surface-default", 4.5],
  ["accent-text-subtle", "accent-background-default", 4.5],
  ["accent-text-subtle", "accent-background-tinted", 4.5],
  ["accent-text-subtle", "accent-surface-default", 4.5],
  ["accent-text-subtle", "accent-surface-hover", 4.5],
  ["neutral-text-default", "accent-background-tinted", 4.5],
  ["neutral-text-subtle", "accent-background-tinted", 4.5],
  ["neutral-text-subtle", "accent-surface-default", 4.5],
  ["accent-base-contrast-default", "accent-base-default", 4.5],
  ["accent-base-contrast-default", "accent-base-hover", 4.5],
  ["accent-base-contrast-default", "accent-base-active", 4.5],
  ["accent-base-default", "neutral-background-default", 3],
  ["accent-base-default", "accent-background-tinted", 3],
  ["accent-border-default", "neutral-background-default", 3],
  ["accent-border-default", "accent-background-tinted", 3],
  ["accent-base-default", "accent-surface-default", 3],
  ["accent-border-default", "accent-surface-default", 3],
  ["accent-border-strong", "accent-background-tinted", 3],
  ["focus-outer", "accent-background-tinted", 3],
  ["focus-outer", "accent-surface-hover", 3],
  ["focus-outer", "focus-inner", 3],
] as const;

describe.each(THEMES)("the theme %s", (theme) => {
  const css = read(`src/styles/themes/${theme}.css`);
  const own = schemes(css, "@media");

  test.each(["light", "dark"] as const)(
    "gives the whole accent scale in %s, and no colour besides",
    (scheme) => {
      expect([...own[scheme].keys()].toSorted()).toEqual(SCALE);
    },
  );

  test.each(PAIRS)("keeps %s visible on %s, in light and in dark", (front, back, least) => {
    for (const scheme of ["light", "dark"] as const) {
      const all = new Map([...GROUND[scheme], ...own[scheme]]);
      expect(contrast(all, front, back), scheme).toBeGreaterThanOrEqual(least);
    }
  });

  test("speaks of itself alone", () => {
    const chosen = css.match(/[^\n]*\[data-theme[^\n]*/g)?.map((line) => line.trim());
    expect(chosen).toEqual(Array(2).fill(`[data-theme="${theme}"] {`));
    expect(css).toContain(`--portal-mark: url("/marks/${theme}.svg");`);
  });
});

test("every theme has its file of tokens, its place in the style sheet and its mark", () => {
  const names = THEMES.toSorted();
  const sheet = read("src/styles/index.css");
  expect(namesIn("src/styles/themes")).toEqual(names);
  expect(namesIn("public/marks")).toEqual(names);
  expect(THEMES.filter((theme) => !sheet.includes(`@import "./themes/${theme}.css"`))).toEqual([]);
});

test("the document names its theme where the theme is put in", () => {
  const document = read("index.html");
  expect(document).toContain(`data-theme="${DEFAULT_THEME}"`);
  for (const theme of THEMES) expect(inTheme(document, theme).split(theme)).toHaveLength(3);
});

/** The colours that a style sheet gives in light and, after the place where dark begins, in dark. */
function schemes(css: string, darkBegins: string): { readonly light: Scheme; readonly dark: Scheme } {
  const border = css.indexOf(darkBegins);
  return { light: colours(css.slice(0, border)), dark: colours(css.slice(border)) };
}

function colours(css: string): Scheme {
  const found = css.matchAll(/--ds-color-([\w-]+):\s*(#[0-9a-f]{3,6})\b/g);
  return new Map(Array.from(found, ([, token = "", hex = ""]) => [token, hex]));
}

/** Contrast ratio (WCAG 2.2, definition). */
function contrast(scheme: Scheme, ...pair: readonly [string, string]): number {
  const [lighter = 0, darker = 0] = pair
    .map((token) => luminance(scheme.get(token) ?? "no colour"))
    .toSorted((left, right) => right - left);
  return (lighter + 0.05) / (darker + 0.05);
}

/** Relative luminance (WCAG 2.2, definition); not a number for what is no colour. */
function luminance(colour: string): number {
  const hex = colour.length === 4 ? colour.replaceAll(/[0-9a-f]/g, "$&$&") : colour;
  const [red = Number.NaN, green = Number.NaN, blue = Number.NaN] = [1, 3, 5].map((start) => {
    const value = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
