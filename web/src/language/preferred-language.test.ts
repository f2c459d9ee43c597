import { expect, test } from "vitest";
import { preferredLanguage } from "./preferred-language.ts";

test("takes the first of the browser's languages that is available", () => {
  expect(preferredLanguage(["de-DE", "en-GB", "nb-NO"], ["nb", "en"], "nb")).toBe("en");
});

test("reads plain Norwegian as bokmål", () => {
  expect(preferredLanguage(["no"], ["nn", "nb"], "nn")).toBe("nb");
});

test("falls back when none is available", () => {
  expect(preferredLanguage(["fr"], ["nb", "en"], "nb")).toBe("nb");
});
