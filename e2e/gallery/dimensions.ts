/** The narrowest screen that is promised, a phone and a desk, with the height that goes with each. */
export const HEIGHTS = { 320: 640, 390: 844, 1280: 900 } as const;
export const WIDTHS = [320, 390, 1280] as const satisfies (keyof typeof HEIGHTS)[];
export const THEMES = ["dark", "light"] as const;

export type Width = (typeof WIDTHS)[number];
export type Theme = (typeof THEMES)[number];
