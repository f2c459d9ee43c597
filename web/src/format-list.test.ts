import { LANGUAGES, type Language } from "@foresattportal/shared/languages.ts";
import { expect, test } from "vitest";
import { listOf } from "./format-list.ts";
import { bokmal, textsIn } from "./testing/texts.ts";

const IN_EACH: Readonly<Record<Language, string>> = {
  nb: "Avik, Bvik og Cvik",
  nn: "Avik, Bvik og Cvik",
  en: "Avik, Bvik and Cvik",
  se: "Avik, Bvik ja Cvik",
};

test.each(LANGUAGES)(
  "joins names with the word of %s, whatever languages the browser knows",
  async (language) => {
    const { t } = await textsIn(language);
    expect(listOf(["Avik", "Bvik", "Cvik"], t)).toBe(IN_EACH[language]);
  },
);

test("leaves one name as it is, and none empty", async () => {
  const { t } = await bokmal();
  expect(listOf(["Avik"], t)).toBe("Avik");
  expect(listOf([], t)).toBe("");
});
