import * as fc from "fast-check";
import { expect, test } from "vitest";
import { normalForm } from "./normal-form.ts";
import { emailText, phoneText } from "./testing/contact-point-arbitraries.ts";

test.each([null, "", "   ", "\t\n"])("makes nothing of an empty value (%j)", (value) => {
  expect(normalForm("mobile", value)).toBeNull();
  expect(normalForm("email", value)).toBeNull();
});

test("shows what cannot be read as it stands, and as reaching nobody", () => {
  expect(normalForm("mobile", "  ring   mor ")).toEqual({
    normal: "ring mor",
    display: "ring   mor",
    usable: false,
  });
});

test("reads an e-mail address in no phone field and a phone number in no e-mail field", () => {
  expect(normalForm("mobile", "kari@example.no")?.usable).toBe(false);
  expect(normalForm("email", "91234567")?.usable).toBe(false);
});

test("reads the work phone as a phone number", () => {
  expect(normalForm("workPhone", "22000001")).toEqual({
    normal: "+4722000001",
    display: "22 00 00 01",
    usable: true,
  });
});

test("is the same again in normal form", () => {
  const held = fc.oneof(
    phoneText.map((value) => ["mobile", value] as const),
    emailText.map((value) => ["email", value] as const),
  );
  expect.hasAssertions();
  fc.assert(
    fc.property(held, ([field, value]) => {
      const form = normalForm(field, value);
      if (form === null) return;
      expect(normalForm(field, form.normal)?.normal).toBe(form.normal);
    }),
    { numRuns: 1000 },
  );
});
