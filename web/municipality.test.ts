import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const css = readFileSync(new URL("src/styles/municipality.css", import.meta.url), "utf8");
const [light = "", dark = ""] = css.split("@media");

function colour(scheme: string, token: string): string {
  const found = new RegExp(`--ds-color-accent-${token}: (#[0-9a-f]{3,6});`).exec(scheme)?.[1];
  if (found === undefined) throw new Error(`no colour for ${token}`);
  return found.length === 4 ? found.replaceAll(/[0-9a-f]/g, "$&$&") : found;
}

/** Relative luminance (WCAG 2.2, definition). */
function luminance(hex: string): number {
  const channels = [1, 3, 5].map((start) => Number.parseInt(hex.slice(start, start + 2), 16) / 255);
  const [red = 0, green = 0, blue = 0] = channels.map((value) =>
    value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(scheme: string, front: string, back: string): number {
  const [lighter = 0, darker = 0] = [colour(scheme, front), colour(scheme, back)]
    .map(luminance)
    .sort((left, right) => right - left);
  return (lighter + 0.05) / (darker + 0.05);
}

/** Text needs 4.5:1, the edge of a control 3:1 (WCAG 2.2, 1.4.3 and 1.4.11). */
const PAIRS = [
  ["text-default", "background-tinted", 4.5],
  ["text-default", "surface-tinted", 4.5],
  ["text-subtle", "background-default", 4.5],
  ["text-subtle", "background-tinted", 4.5],
  ["text-subtle", "surface-hover", 4.5],
  ["base-contrast-default", "base-default", 4.5],
  ["base-contrast-default", "base-hover", 4.5],
  ["base-contrast-default", "base-active", 4.5],
  ["border-default", "background-tinted", 3],
  ["border-strong", "background-tinted", 3],
] as const;

test.each(PAIRS)("keeps %s readable on %s in light and in dark", (front, back, least) => {
  expect(contrast(light, front, back)).toBeGreaterThanOrEqual(least);
  expect(contrast(dark, front, back)).toBeGreaterThanOrEqual(least);
});
