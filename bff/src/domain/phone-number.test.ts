import { isDeepStrictEqual } from "node:util";
import * as fc from "fast-check";
import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import { expect, test } from "vitest";
import { parsePhoneNumber } from "./phone-number.ts";
import { phoneText } from "./testing/contact-point-arbitraries.ts";

test.each([
  "91234567",
  "912 34 567",
  "91 23 45 67",
  " 912 34 567 ",
  "+4791234567",
  "+47 912 34 567",
  "004791234567",
  "0047 912 34 567",
  "912_34_567",
  "+47-912-34-567",
])("reads «%s» as the one mobile number it is", (text) => {
  expect(parsePhoneNumber(text)).toEqual({
    normal: "+4791234567",
    display: "912 34 567",
    valid: true,
    takesSms: true,
  });
});

test.each([
  ["40612345", "406 12 345"],
  ["22000001", "22 00 00 01"],
  ["+4755901234", "55 90 12 34"],
  ["02800", "02800"],
  ["+46701234567", "+46 70 123 45 67"],
  ["0046 70-123 45 67", "+46 70 123 45 67"],
  ["+442079460958", "+44 20 7946 0958"],
])("shows %s as %s", (text, display) => {
  expect(parsePhoneNumber(text)?.display).toBe(display);
});

test("keeps a foreign number foreign", () => {
  expect(parsePhoneNumber("0046701234567")?.normal).toBe("+46701234567");
});

test.each(["22 00 00 01 ext. 12", "22000001 ext 12", "+4722000001;ext=12", "22 00 00 01 linje 12"])(
  "reads the extension in «%s»",
  (text) => {
    expect(parsePhoneNumber(text)).toEqual({
      normal: "+4722000001;ext=12",
      display: "22 00 00 01 linje 12",
      valid: true,
      takesSms: false,
    });
  },
);

test("tells two extensions of one number apart", () => {
  expect(parsePhoneNumber("22000001 ext. 12")?.normal).not.toBe(parsePhoneNumber("22000001 ext. 13")?.normal);
});

test("shows the extension of a foreign number once", () => {
  expect(parsePhoneNumber("+46 8 123 456 78 ext. 9")?.display).toBe("+46 8 123 456 78 linje 9");
});

test.each(["", "   ", "-", "12", "110", "ring mor", "912 34 567 (mor)", "91234567 mor", "+47", "+999123456"])(
  "reads no number in «%s»",
  (text) => {
    expect(parsePhoneNumber(text)).toBeNull();
  },
);

test.each(["91234567/40612345", "91234567, 40612345", "91234567; 40612345", "91234567,22000001"])(
  "does not choose between the two numbers in «%s»",
  (text) => {
    expect(parsePhoneNumber(text)).toBeNull();
  },
);

test("says of a number that Norway does not give out that it is not valid", () => {
  expect(parsePhoneNumber("12345678")).toMatchObject({ normal: "+4712345678", valid: false });
});

test("whatever is shown can be typed back", () => {
  const numberLike = fc.oneof(phoneText, fc.stringMatching(/^[+0-9 ]{3,20}$/));
  fc.assert(
    fc.property(numberLike, (text) => {
      const parsed = parsePhoneNumber(text);
      if (parsed === null) return;
      expect(parsePhoneNumber(parsed.display)?.normal).toBe(parsed.normal);
      expect(parsePhoneNumber(parsed.normal)).toEqual(parsed);
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ["a Norwegian mobile", "912 34 567", true],
  ["a foreign mobile", "+46 70 123 45 67", true],
  ["a landline", "22 00 00 01", false],
  ["a placeholder", "00000000", false],
])("knows whether %s takes a text message", (_name, text, takesSms) => {
  expect(parsePhoneNumber(text)?.takesSms ?? false).toBe(takesSms);
});

test("says of every Norwegian number what the phone number library says, with and without its country code", () => {
  const differing: string[] = [];
  for (let prefix = 0; prefix < 10_000; prefix += 1) {
    const digits = `${String(prefix).padStart(4, "0")}1234`;
    const known = parsePhoneNumberFromString(digits, { defaultCountry: "NO", extract: false });
    const expected = known?.isPossible() === true ? { number: known.number, valid: known.isValid() } : null;
    for (const text of [digits, `+47${digits}`, `0047 ${digits}`]) {
      const read = parsePhoneNumber(text);
      const same =
        text === digits
          ? isDeepStrictEqual(read && { number: read.normal, valid: read.valid }, expected)
          : !isMobile(known) || read?.normal === known?.number;
      if (!same) differing.push(text);
    }
    if (isMobile(known) !== (parsePhoneNumber(digits)?.takesSms === true && known?.getType() === "MOBILE"))
      differing.push(digits);
  }
  expect(differing).toEqual([]);
});

function isMobile(number: ReturnType<typeof parsePhoneNumberFromString>): boolean {
  return number?.isValid() === true && number.getType() === "MOBILE";
}
