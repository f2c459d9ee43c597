import { expect, test } from "vitest";
import { fleschKincaidGrade, lix } from "./readability.ts";

test("adds words in a sentence and per cent of long words", () => {
  // 8 words in 2 sentences, 3 of them longer than six letters («e-posten» has seven): 4 + 37.5.
  expect(lix(["Skolen når deg ikke. Barnehagen mangler e-posten din."])).toBe(41.5);
});

test("counts a full stop inside a time or a date as no end", () => {
  // 6 words in 1 sentence, none long.
  expect(lix(["Du kom 12. mars kl. 14.32."])).toBe(6);
});

test("counts a text without a full stop as a sentence of its own", () => {
  expect(lix(["Du er her", "Vi er her"])).toBe(3);
});

test("gives the grade that Kincaid's formula gives", () => {
  // 6 words, 1 sentence, 6 syllables.
  expect(fleschKincaidGrade(["The cat sat on the mat."])).toBeCloseTo(0.39 * 6 + 11.8 - 15.59);
  expect(fleschKincaidGrade(["Municipalities communicate electronically."])).toBeGreaterThan(20);
});
