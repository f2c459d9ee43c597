import { LANGUAGES } from "@foresattportal/shared/languages.ts";
import { z } from "zod";
import { THEMES, WIDTHS } from "./dimensions.ts";

const schema = z.strictObject({
  languages: z
    .array(z.enum(LANGUAGES))
    .min(1)
    .default([...LANGUAGES]),
  widths: z
    .array(z.union(WIDTHS.map((width) => z.literal(width))))
    .min(1)
    .default([...WIDTHS]),
  themes: z
    .array(z.enum(THEMES))
    .min(1)
    .default([...THEMES]),
});

/** Which of the variants are wanted; everything unless told. */
export type Wanted = z.infer<typeof schema>;

export const EVERYTHING: Wanted = schema.parse({});

/** Promises what the text asks for, as JSON; a language, size or theme that is none of ours throws. */
export function parseWanted(text: string | undefined): Wanted {
  return schema.parse(text === undefined ? {} : JSON.parse(text));
}
