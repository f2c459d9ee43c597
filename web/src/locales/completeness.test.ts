import { LANGUAGES, type Language } from "@foresattportal/shared/languages.ts";
import { expect, test, vi } from "vitest";
import { flatTexts, placeholdersOf, type FlatText } from "../testing/flat-texts.ts";
import { TEXTS, textsIn } from "../testing/texts.ts";
import { FURTHER } from "./index.ts";
import { AVAILABLE_LANGUAGES, loadFurtherTexts, loadTexts } from "./index.ts";

/** Cases that a language has and bokmål has not; the names of registers are given in them as well. */
const CASES: Readonly<Record<Language, readonly string[]>> = {
  nb: [],
  nn: [],
  en: [],
  se: ["illative", "locative"],
};

/** The variants that the grammar of a language calls for; "other" is the text itself. */
function numbersOf(language: Language): string[] {
  return new Intl.PluralRules(language)
    .resolvedOptions()
    .pluralCategories.filter((category) => category !== "other");
}

function textsOf(language: Language): FlatText[] {
  return flatTexts(TEXTS[language]);
}

function askedKeys(language: Language): string[] {
  return textsOf(language).flatMap(({ asked, variant }) => (variant === null ? [asked] : []));
}

/** `{{WhoLocative}}` is `{{who}}` at the start of a sentence and in another case. */
function uninflected(placeholder: string): string {
  const [first = "", ...rest] = placeholder.replace(/(?:Illative|Locative)$/, "");
  return first.toLowerCase() + rest.join("");
}

function valuesOf(text: string): string {
  return [...new Set(placeholdersOf(text).map(uninflected))].sort().join();
}

test("knows from this machine how many numbers each language has", () => {
  expect(LANGUAGES.map(numbersOf)).toEqual([["one"], ["one"], ["one"], ["one", "two"]]);
});

test("offers every language, each with a file of its own", async () => {
  expect([...AVAILABLE_LANGUAGES].sort()).toEqual([...LANGUAGES].sort());
  for (const language of LANGUAGES) {
    const [first, further] = await Promise.all([loadTexts(language), loadFurtherTexts(language)]);
    expect({ ...first, ...further }).toEqual(TEXTS[language]);
  }
});

test.each(LANGUAGES)("has the texts of bokmål in %s, in the same order, and no other", (language) => {
  expect(askedKeys(language)).toEqual(askedKeys("nb"));
});

test.each(LANGUAGES)("has no variant in %s that its grammar does not call for", (language) => {
  const known = new Set([...numbersOf(language), ...CASES[language]]);
  expect(textsOf(language).filter(({ variant }) => variant !== null && !known.has(variant))).toEqual([]);
});

test.each(LANGUAGES)("has all numbers in %s of a text that varies with number", (language) => {
  const texts = textsOf(language);
  const numbers = numbersOf(language);
  const varying = new Set(
    texts.flatMap(({ asked, variant }) => (variant !== null && numbers.includes(variant) ? [asked] : [])),
  );
  const lacking = [...varying].flatMap((asked) =>
    ["", ...numbers.map((number) => `_${number}`)]
      .map((suffix) => `${asked}${suffix}`)
      .filter((key) => !texts.some((text) => text.key === key)),
  );
  expect(lacking).toEqual([]);
});

test.each(LANGUAGES)("has both kinds of register in %s in all cases of the language", (language) => {
  const keys = textsOf(language).map(({ key }) => key);
  const endings = ["", ...CASES[language].map((form) => `_${form}`)];
  const called = endings.flatMap((ending) => [`system.school${ending}`, `system.kindergarten${ending}`]);
  expect(keys).toEqual(expect.arrayContaining(called));
});

test.each(LANGUAGES)("takes the same values in %s as in bokmål, in whatever case", (language) => {
  const bokmal = new Map(textsOf("nb").map(({ asked, text }) => [asked, text]));
  const differing = textsOf(language).filter(
    ({ asked, text }) => valuesOf(text) !== valuesOf(bokmal.get(asked) ?? ""),
  );
  expect(differing).toEqual([]);
});

test.each(LANGUAGES)("inflects names in %s only in cases that the language has", (language) => {
  const forms = new Set<string>(CASES[language]);
  const foreign = textsOf(language).filter(({ text }) =>
    placeholdersOf(text)
      .flatMap((name) => /(?:Illative|Locative)$/.exec(name) ?? [])
      .some((form) => !forms.has(form.toLowerCase())),
  );
  expect(foreign).toEqual([]);
});

test("counts in every language also in a browser that knows only another language's numbers", async () => {
  const { PluralRules } = Intl;
  vi.spyOn(Intl, "PluralRules").mockImplementation(function polish() {
    return new PluralRules("pl");
  });
  for (const language of LANGUAGES) {
    const further = (await textsIn(language)).getFixedT(language, FURTHER);
    const told = [1, 2, 5].map((count) => further("session.left", { count }));
    expect(told, language).toEqual([
      expect.stringContaining("1 "),
      expect.stringContaining("2 "),
      expect.stringContaining("5 "),
    ]);
  }
});
