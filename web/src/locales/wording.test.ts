import { LANGUAGES, type Language } from "@foresattportal/shared/languages.ts";
import { expect, test } from "vitest";
import { flatTexts } from "../testing/flat-texts.ts";
import { TEXTS } from "../testing/texts.ts";
import { AWAITING_REVIEW } from "./index.ts";

/** Promises the keys of the texts in which something is the matter. */
function keysWhere(language: Language, isWrong: (text: string, key: string) => boolean): string[] {
  return flatTexts(TEXTS[language]).flatMap(({ key, text }) => (isWrong(text, key) ? [key] : []));
}

/** All that is written in capitals; codes of ours and of registers are not among them. */
const ABBREVIATIONS: ReadonlySet<string> = new Set(["SMS", "ID", "WCAG", "AA"]);

function hasCode(text: string): boolean {
  const capitals = text.match(/\p{Lu}{2,}/gu) ?? [];
  return /\p{L}_\p{L}/u.test(text) || capitals.some((word) => !ABBREVIATIONS.has(word));
}

test.each(LANGUAGES)(
  "never shows a code, nor calls kontaktregisteret by its abbreviation, in %s",
  (language) => {
    expect(keysWhere(language, (text) => hasCode(text.replaceAll(/\{\{\w+\}\}/g, "")))).toEqual([]);
  },
);

const QUOTES: Readonly<Record<Language, readonly [string, string]>> = {
  nb: ["«", "»"],
  nn: ["«", "»"],
  en: ["“", "”"],
  se: ["«", "»"],
};

test.each(LANGUAGES)("opens and closes quotation marks in %s, of the language's own kind", (language) => {
  const [opening, closing] = QUOTES[language];
  const others = Object.values(QUOTES)
    .flat()
    .filter((mark) => mark !== opening && mark !== closing);
  const isUnbalanced = (text: string): boolean => {
    const marks = Array.from(text).filter((mark) => mark === opening || mark === closing);
    return (
      marks.some((mark, index) => mark !== (index % 2 === 0 ? opening : closing)) || marks.length % 2 === 1
    );
  };
  expect(keysWhere(language, isUnbalanced)).toEqual([]);
  expect(keysWhere(language, (text) => [...others, '"', "'"].some((mark) => text.includes(mark)))).toEqual(
    [],
  );
});

test.each(LANGUAGES)("leaves no text in %s empty, nor with spaces that do not belong there", (language) => {
  expect(keysWhere(language, (text) => text === "" || text.trim() !== text || /\s{2}/.test(text))).toEqual(
    [],
  );
});

test.each(LANGUAGES)("writes three dots in %s as one sign, and no sentence ends twice", (language) => {
  expect(keysWhere(language, (text) => /\.\.|[?!]\.|\s[.,:;?!]/.test(text))).toEqual([]);
});

/** Other words for what has one name here; docs/languages.md has the names. */
const OTHER_TERMS: Readonly<Record<Language, RegExp>> = {
  nb: /\b(?:epost|mail|mobilen|mobiltelefon|mobilnr|arbeidstelefon|jobbnummer|verifiser|validert|foreldre|browser|cookie)/iu,
  nn: /\b(?:epost|mail|mobilen|mobiltelefon|mobilnr|arbeidstelefon|jobbnummer|verifiser|bekreft|foreldre|browser|cookie)/iu,
  en: /\b(?:e-mail|cell|SMS|mobile phone|phone at work|job phone|verif|parents?\b|caregiver|login|sign(?:ed)? (?:in|out)|refresh)/iu,
  se: /\b(?:epoasta|mobiiltelefovdna|mobiilanummir|mobiltelefovdna|nanne|váhnen|cookies\b(?!\)))/iu,
};

test.each(LANGUAGES)("has one name for each thing in %s", (language) => {
  expect(keysWhere(language, (text) => OTHER_TERMS[language].test(text))).toEqual([]);
});

/** Common words that tell the two written forms of Norwegian apart. */
const ONLY_BOKMAL =
  /(?<!\p{L})(?:ikke|jeg|hva|hvem|hvor|hvordan|hvis|hvilke[nt]?|noe|noen|fra|bare|også|mens|være|ble|gjøre|skolen|skolene|kommer|henter|mangler|endret|bekreftet|innlogget|opplysninger|opplysningene|e-postadressen|deres|dere|selv|nettleseren|informasjonskapsler|måneder)(?!\p{L})/iu;
const ONLY_NYNORSK =
  /(?<!\p{L})(?:ikkje|eg|kva|kven|kvar|korleis|noko|nokon|frå|berre|òg|medan|vere|vart|gjere|skulen|skulane|kjem|hentar|manglar|endra|stadfesta|innlogga|opplysingar|opplysingane|e-postadressa|sjølv|nettlesaren|månader|timar)(?!\p{L})/iu;

test("never mixes the two written forms of Norwegian", () => {
  expect(keysWhere("nn", (text) => ONLY_BOKMAL.test(text))).toEqual([]);
  expect(keysWhere("nb", (text) => ONLY_NYNORSK.test(text))).toEqual([]);
});

test("leaves no text of another language in English and Northern Sámi, but for official names", () => {
  const official =
    /Kontakt- og reservasjonsregisteret|Folkeregisteret|Tilsynet for universell utforming av ikt|ID-porten\p{L}*|fødselsnummer|Bokmål|Nynorsk|English/gu;
  const norwegian = /(?<!\p{L})(?:og|ikke|deg|du er|skolen|barnehagen|kontaktregisteret|oppdater)(?!\p{L})/iu;
  for (const language of ["en", "se"] as const)
    expect(keysWhere(language, (text) => norwegian.test(text.replaceAll(official, "")))).toEqual([]);
});

test("calls every language by its own name in all languages", () => {
  expect(LANGUAGES.map((language) => TEXTS[language].frame.languageName)).toEqual(
    LANGUAGES.map(() => ({ nb: "Bokmål", nn: "Nynorsk", en: "English", se: "Davvisámegiella" })),
  );
});

test("says so, in the language itself, where no native reader has gone through the texts", () => {
  for (const language of AWAITING_REVIEW)
    expect(TEXTS[language].frame.awaitingReview).not.toBe(TEXTS.nb.frame.awaitingReview);
});

test.each(LANGUAGES)("names the button «Oppdater» in %s by the words that stand on it", (language) => {
  const { update, field, verdict } = TEXTS[language];
  const [opening, closing] = QUOTES[language];
  const named = `${opening}${update.button}${closing}`;
  const telling = [
    update.nightly,
    update.later,
    field.mobile.refresh,
    field.email.refresh,
    verdict.next.refresh,
  ];
  expect(telling.filter((text) => !text.includes(named))).toEqual([]);
});

test("says «at» before a time of day in English, where Norwegian says «kl.»", () => {
  expect(keysWhere("en", (text, key) => !key.startsWith("time.") && /(?<!at ){{clock}}/.test(text))).toEqual(
    [],
  );
});
