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

function staysHome(value: string): boolean {
  const answer = safeReturnTo(value, ORIGIN);
  return (
    OUR_PAGES.includes(answer) &&
    new URL(answer, ORIGIN).origin === ORIGIN &&
    safeReturnTo(answer, ORIGIN) === answer
  );
}

/** An address that leads anywhere but to a page of ours; null where none was found. */
function strayAmong(addresses: fc.Arbitrary<string>): [string] | null {
  return fc.check(fc.property(addresses, staysHome), { numRuns: 2000 }).counterexample;
}

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

  test("comes from three hundred that differ", () => {
    expect(payloads.length).toBeGreaterThanOrEqual(300);
    expect(new Set(payloads).size).toBe(payloads.length);
  });
});

test("an address of 10 000 characters leads home, even to our own page (RT4)", () => {
  expect(safeReturnTo(`/min-profil?${"x".repeat(10_000)}`, ORIGIN)).toBe("/");
});

test.each([
  "/min-profil\r\n",
  "\t/min-profil",
  "/min-\u0000profil",
  "/min-profil\u0000",
  "/min\n-profil\u0085",
])("an address with a control character leads home, even to our own page: %j (RT4)", (address) => {
  expect(safeReturnTo(address, ORIGIN)).toBe("/");
});

describe("whatever is asked for, the browser stays on a page of ours (RT2)", () => {
  test("for any text", () => {
    expect(strayAmong(fc.string({ unit: "binary", maxLength: 600 }))).toBeNull();
  });

  test("for any text with lone surrogates and raw code units", () => {
    const codeUnits = fc.array(fc.integer({ min: 0, max: 0xff_ff }), { maxLength: 40 });
    expect(strayAmong(codeUnits.map((units) => String.fromCharCode(...units)))).toBeNull();
  });

  test("for anything put together from what addresses are made of", () => {
    const part = fc.oneof(
      fc.constantFrom("/", "\\", "//", "https:", "javascript:", "@", ":", "?", "#", ".", "..", "%2f", "%5c"),
      fc.constantFrom("\t", "\r\n", "\u0000", " ", "\u00a0", "\uff0f", "minprofil.example.no", ORIGIN),
      fc.constantFrom("evil.example", "min-profil", "auth", "logout", "api", "[::1]"),
      fc.string({ unit: "grapheme", maxLength: 3 }),
    );
    expect(strayAmong(fc.array(part, { maxLength: 12 }).map((parts) => parts.join("")))).toBeNull();
  });
});
