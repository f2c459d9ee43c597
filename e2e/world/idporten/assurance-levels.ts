/** The levels a test person can log in at, lowest first (national-registers B.5). */
export const LEVELS = ["idporten-loa-substantial", "idporten-loa-high"] as const;

export type Level = (typeof LEVELS)[number];

/** Reads a level, also from foreign data. */
export const levelOf = (value: unknown): Level | undefined => LEVELS.find((level) => level === value);

/** The lowest level that satisfies `acr_values`; without a known one any level does. */
export function lowestAccepted(acrValues: unknown): Level {
  const asked = typeof acrValues === "string" ? acrValues.split(" ") : [];
  return LEVELS.find((level) => asked.includes(level)) ?? LEVELS[0];
}

/** Whether somebody logged in at the first level has been through the second as well. */
export const reaches = (level: Level | undefined, needed: Level): boolean =>
  level !== undefined && LEVELS.indexOf(level) >= LEVELS.indexOf(needed);
