import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parseEmailAddress } from "./email-address.ts";
import { emailText } from "./testing/contact-point-arbitraries.ts";

test("compares in lower case and without the spaces around, and shows what was written", () => {
  expect(parseEmailAddress("  Kari.Nordmann@Example.NO\t")).toEqual({
    normal: "kari.nordmann@example.no",
    display: "Kari.Nordmann@Example.NO",
  });
});

test.each(["ola+skole@example.no", "o'brien@post.example.com", "kåre@blåbær.no", "1@x.museum"])(
  "takes %s",
  (text) => {
    expect(parseEmailAddress(text)?.display).toBe(text);
  },
);

test.each([
  "",
  "   ",
  "har ikke",
  "mangler@",
  "@example.no",
  "uten-punktum@example",
  "a b@example.no",
  "en@to@example.no",
  "to@en.no; to@to.no",
  "kari@example.no, ola@example.no",
])("takes «%s» for no address", (text) => {
  expect(parseEmailAddress(text)).toBeNull();
});

test("takes 254 characters and not one more (RFC 5321)", () => {
  const longest = `${"a".repeat(254 - "@example.no".length)}@example.no`;
  expect(parseEmailAddress(longest)?.normal).toBe(longest);
  expect(parseEmailAddress(`a${longest}`)).toBeNull();
});

test("whatever is read once reads the same again", () => {
  fc.assert(
    fc.property(emailText, (text) => {
      const parsed = parseEmailAddress(text);
      if (parsed === null) return;
      expect(parseEmailAddress(parsed.display)).toEqual(parsed);
      expect(parseEmailAddress(parsed.normal)?.normal).toBe(parsed.normal);
    }),
    { numRuns: 500 },
  );
});
