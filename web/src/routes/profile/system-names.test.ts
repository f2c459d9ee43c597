import { LANGUAGES, type Language } from "@foresattportal/shared/languages.ts";
import { expect, test } from "vitest";
import { bokmal, textsIn } from "../../testing/texts.ts";
import { KINDERGARTEN, SCHOOL } from "./example-parts.ts";
import { createSystemNames } from "./system-names.ts";

const SECOND_SCHOOL = { ...SCHOOL, id: "skole-2", name: "Andre kommune" };

test("speaks of the school before the kindergarten, whatever the order of the registers", async () => {
  const { t } = await bokmal();
  const { who, Who } = createSystemNames([KINDERGARTEN, SCHOOL], t).both(["barnehage", "skole"]);
  expect([who, Who]).toEqual(["skolen og barnehagen", "Skolen og barnehagen"]);
});

test("adds the register's own name where two schools' registers hold the person", async () => {
  const { t } = await bokmal();
  expect(createSystemNames([SCHOOL, SECOND_SCHOOL], t).inside(["skole-2"])).toBe("skolen (Andre kommune)");
});

test("does not add a name because of a register that does not hold the person", async () => {
  const { t } = await bokmal();
  const second = { ...SECOND_SCHOOL, holdsPerson: false };
  expect(createSystemNames([SCHOOL, second], t).inside(["skole"])).toBe("skolen");
});

const REACHED: Readonly<Record<Language, readonly string[]>> = {
  nb: [
    "Skolen når deg ikke.",
    "Skolen og barnehagen når deg ikke.",
    "Skolen (Flyt Skole), skolen (Andre kommune) og barnehagen når deg ikke.",
  ],
  nn: [
    "Skulen når deg ikkje.",
    "Skulen og barnehagen når deg ikkje.",
    "Skulen (Flyt Skole), skulen (Andre kommune) og barnehagen når deg ikkje.",
  ],
  en: [
    "The school cannot reach you.",
    "The school and the kindergarten cannot reach you.",
    "The school (Flyt Skole), the school (Andre kommune) and the kindergarten cannot reach you.",
  ],
  se: [
    "Skuvla ii sáhte olahit du.",
    "Skuvla ja mánáidgárdi eaba sáhte olahit du.",
    "Skuvla (Flyt Skole), skuvla (Andre kommune) ja mánáidgárdi eai sáhte olahit du.",
  ],
};

test.each(LANGUAGES)("lets the verb agree with one, two and three registers in %s", async (language) => {
  const { t } = await textsIn(language);
  const alone = createSystemNames([SCHOOL], t).both(["skole"]);
  const pair = createSystemNames([SCHOOL, KINDERGARTEN], t).both(["skole", "barnehage"]);
  const three = createSystemNames([{ ...SCHOOL, name: "Flyt Skole" }, SECOND_SCHOOL, KINDERGARTEN], t).both([
    "skole",
    "skole-2",
    "barnehage",
  ]);
  expect([alone, pair, three].map((names) => t("verdict.none", names))).toEqual(REACHED[language]);
});

test("inflects each name in the cases of Northern Sámi", async () => {
  const { t } = await textsIn("se");
  const names = createSystemNames([SCHOOL, KINDERGARTEN], t).both(["skole", "barnehage"]);
  expect(t("field.mobile.gapEmpty", names)).toBe("Skuvllas ja mánáidgárddis váilu du mobilnummir.");
  expect(t("verdict.next.ask", names)).toContain("Váldde oktavuođa skuvlii ja mánáidgárdái");
});
