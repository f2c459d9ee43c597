import { readFileSync } from "node:fs";
import { PAGES } from "@foresattportal/shared/pages.ts";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { safeReturnTo } from "./return-to.ts";

const ORIGIN = "https://minprofil.example.no";
const OUR_PAGES: readonly string[] = Object.values(PAGES);

const payloads = readFileSync(new URL("testdata/open-redirects.txt", import.meta.url), "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"))
  .map((line) => z.string().parse(JSON.parse(line)));

describe("after the log-in", () => {
  test.each(OUR_PAGES)("the browser comes back to %s", (page) => {
    expect(safeReturnTo(page, ORIGIN)).toBe(page);
  });

  test("our own page may be named in full", () => {
    expect(safeReturnTo(`${ORIGIN}/min-profil`, ORIGIN)).toBe("/min-profil");
  });

  test("neither query nor fragment survives", () => {
    expect(safeReturnTo("/min-profil?next=//evil.example#//evil.example", ORIGIN)).toBe("/min-profil");
  });

  test("the browser comes home where nothing was asked for", () => {
    expect(safeReturnTo(undefined, ORIGIN)).toBe("/");
    expect(safeReturnTo("", ORIGIN)).toBe("/");
  });

  test("the port is part of our origin", () => {
    expect(safeReturnTo("http://localhost:3000/min-profil", "http://localhost:3000")).toBe("/min-profil");
    expect(safeReturnTo("http://localhost:3001/min-profil", "http://localhost:3000")).toBe("/");
  });
});

describe("no crafted address leads elsewhere (RT1)", () => {
  test.each(payloads)("%j", (payload) => {
    expect(safeReturnTo(payload, ORIGIN)).toBe("/");
  });

  test("the collection holds what it should", () => {
    expect(payloads.length).toBeGreaterThanOrEqual(100);
    expect(new Set(payloads).size).toBe(payloads.length);
  });
});

test("an address of 10 000 characters leads home, even to our own page (RT4)", () => {
  expect(safeReturnTo(`/min-profil?${"x".repeat(10_000)}`, ORIGIN)).toBe("/");
});

describe("whatever is asked for, the browser stays on a page of ours", () => {
  test("for any text", () => {
    expectOurPages(fc.string({ unit: "binary", maxLength: 600 }));
  });

  test("for any text with lone surrogates and raw code units", () => {
    const codeUnits = fc.array(fc.integer({ min: 0, max: 0xff_ff }), { maxLength: 40 });
    expectOurPages(codeUnits.map((units) => String.fromCharCode(...units)));
  });

  test("for anything put together from what addresses are made of", () => {
    const part = fc.oneof(
      fc.constantFrom("/", "\\", "//", "https:", "javascript:", "@", ":", "?", "#", ".", "..", "%2f", "%5c"),
      fc.constantFrom("\t", "\r\n", "\u0000", " ", "\u00a0", "\uff0f", "minprofil.example.no", ORIGIN),
      fc.constantFrom("evil.example", "min-profil", "auth", "logout", "api", "[::1]"),
      fc.string({ unit: "grapheme", maxLength: 3 }),
    );
    expectOurPages(fc.array(part, { maxLength: 12 }).map((parts) => parts.join("")));
  });
});

function expectOurPages(addresses: fc.Arbitrary<string>): void {
  expect.hasAssertions();
  fc.assert(
    fc.property(addresses, (value) => {
      const answer = safeReturnTo(value, ORIGIN);
      expect(OUR_PAGES).toContain(answer);
      expect(new URL(answer, ORIGIN).origin).toBe(ORIGIN);
      expect(safeReturnTo(answer, ORIGIN)).toBe(answer);
    }),
    { numRuns: 2000 },
  );
}
