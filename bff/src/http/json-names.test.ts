import * as fc from "fast-check";
import { expect, test } from "vitest";
import { hasRepeatedName } from "./json-names.ts";

test.each([
  '{"phone":"1","phone":"2"}',
  '{"a":{"b":1,"b":2}}',
  '[{"a":1},{"a":1,"a":1}]',
  '{"phone":"1","\\u0070hone":"2"}',
  '{"__proto__":1,"__proto__":2}',
  '{"a" : 1, "a"\n:2}',
  '{"":1,"":2}',
])("finds the name that is there twice in %s", (text) => {
  expect(hasRepeatedName(text)).toBe(true);
});

test.each(["", "{", '{"a":1,"a":2', "null", '"a"', '{"__proto__":{"admin":true}}', '{"a":"\\":\\"a\\":"}'])(
  "finds none in %j",
  (text) => {
    expect(hasRepeatedName(text)).toBe(false);
  },
);

test("finds none in any value that was written by JSON.stringify, and in each one where a member is repeated", () => {
  const member = fc.tuple(fc.string(), fc.jsonValue());
  fc.assert(
    fc.property(member, fc.jsonValue(), ([name, value], other) => {
      const once = JSON.stringify({ [name]: value, other: [other] }, null, 1);
      expect(hasRepeatedName(once)).toBe(false);
      const twice = `{${JSON.stringify(name)}: ${JSON.stringify(value)}, ${once.slice(1)}`;
      expect(hasRepeatedName(twice)).toBe(true);
    }),
  );
});
