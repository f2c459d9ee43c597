import * as fc from "fast-check";
import { expect, test } from "vitest";
import { escapeUnseen } from "./escape-unseen.ts";
import { createLogger } from "./logger.ts";

/** Characters that write over, reverse or break a line, or cannot be seen. */
const UNSEEN = [
  "\u001b[2J",
  "\u009b31m",
  "\u007f",
  "\r\n",
  "\u0085",
  "\u2028",
  "\u2029",
  "\u202e",
  "\u2066",
  "\u200f",
  "\u061c",
  "\u200b",
  "\ufeff",
  "\u00ad",
  "\u{e0041}",
];
const RAW = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

test.each(UNSEEN)("a log line holds %j as an escape, in one line (LG5)", (text) => {
  const lines: string[] = [];
  createLogger("info", undefined, { write: (line) => void lines.push(line) }).info({ text }, "event");
  expect(lines).toHaveLength(1);
  const [line = ""] = lines;
  expect(line.slice(0, -1)).not.toMatch(RAW);
  expect(line.at(-1)).toBe("\n");
  expect(JSON.parse(line)).toMatchObject({ text });
});

test("a line says the same as before, whatever it says (LG5)", () => {
  const unseen = fc.constantFrom(...UNSEEN);
  const text = fc.array(fc.oneof(unseen, fc.string({ unit: "binary" }))).map((parts) => parts.join(""));
  fc.assert(
    fc.property(fc.dictionary(text, text, { maxKeys: 4 }), (fields) => {
      const line = escapeUnseen(JSON.stringify(fields));
      expect(line).not.toMatch(RAW);
      expect(JSON.parse(line)).toEqual(JSON.parse(JSON.stringify(fields)));
    }),
  );
});

test("letters, marks and signs of any language stay as they are", () => {
  const text = "Bárbmu Åse-Lill 👩 ŋ đ ŧ “quoted” – 電話 é";
  expect(escapeUnseen(text)).toBe(text);
});
