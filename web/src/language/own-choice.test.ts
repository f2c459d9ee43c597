import { expect, test } from "vitest";
import { chosenLanguage, cookieFor } from "./own-choice.ts";

test("finds the choice among other cookies", () => {
  expect(chosenLanguage("a=b; language=nn; c=d")).toBe("nn");
});

test.each(["", "language=", "language=de", "mylanguage=nn", "language=nn%20"])(
  "has no choice in «%s»",
  (cookies) => {
    expect(chosenLanguage(cookies)).toBeNull();
  },
);

test("reads back what it keeps", () => {
  const [pair = ""] = cookieFor("se").split("; ");
  expect(chosenLanguage(pair)).toBe("se");
});

test("takes a choice back", () => {
  expect(cookieFor(null)).toContain("Max-Age=0");
});

test("keeps the choice for a year, on secure connections, and never sends it to another site", () => {
  expect(cookieFor("en").split("; ").slice(1)).toEqual([
    "Path=/",
    "Max-Age=31536000",
    "SameSite=Strict",
    "Secure",
  ]);
});
