import type { Language } from "@foresattportal/shared/languages.ts";
import { expect, test } from "vitest";
import { runningText } from "../testing/read-aloud.ts";
import { fleschKincaidGrade, lix } from "../testing/readability.ts";

/** The heavy pages; each must be easy by itself, and not only together with the short sentences of the rest. */
const STATEMENTS = ["privacy", "accessibility", "help"] as const;

async function sentences(language: Language, section?: string): Promise<string[]> {
  const texts = await runningText(language);
  return texts
    .filter(({ key }) => section === undefined || key.startsWith(`${section}.`))
    .map(({ text }) => text);
}

/** Says the figure where a test fails. */
function tooHeavy(figure: number, limit: number, what: string): string[] {
  return figure <= limit ? [] : [`${what} is ${figure.toFixed(1)}, at most ${limit}`];
}

test.each(["nb", "nn"] as const)("is easy to read in %s: LIX at most 35", async (language) => {
  const all = tooHeavy(lix(await sentences(language)), 35, `LIX of ${language}`);
  for (const section of STATEMENTS)
    all.push(...tooHeavy(lix(await sentences(language, section)), 35, `LIX of ${section} in ${language}`));
  expect(all).toEqual([]);
});

test("is easy to read in English: at most grade 8, and LIX at most 35", async () => {
  const texts = await sentences("en");
  const grade = tooHeavy(fleschKincaidGrade(texts), 8, "Flesch-Kincaid grade of en");
  expect([...grade, ...tooHeavy(lix(texts), 35, "LIX of en")]).toEqual([]);
});

test.each(["nb", "nn", "en"] as const)("has no sentence of more than 30 words in %s", async (language) => {
  const texts = await runningText(language);
  const long = texts.filter(({ text }) =>
    text.split(/(?<=[.?!])\s+(?=[^\p{Ll}\p{N}])/u).some((sentence) => sentence.split(/\s+/).length > 30),
  );
  expect(long.map(({ key }) => key)).toEqual([]);
});
