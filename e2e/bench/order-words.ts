import { parseArgs, type ParseArgsConfig } from "node:util";
import { Obstacle } from "../run/ports.ts";

/** The values of a command's words, by these options; throws an obstacle that names the word that means nothing. */
export function valuesOf<const Options extends NonNullable<ParseArgsConfig["options"]>>(
  words: readonly string[],
  options: Options,
) {
  try {
    return parseArgs({ args: [...words], options }).values;
  } catch (error) {
    throw new Obstacle(error instanceof Error ? error.message : String(error));
  }
}

/** A whole number within bounds; throws an obstacle that says which word has another. */
export function whole(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most)
    throw new Obstacle(`${name} must be a whole number from ${least} to ${most}.`);
  return value;
}
