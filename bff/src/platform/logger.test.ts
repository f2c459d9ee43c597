import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createLogger, type Logger } from "./logger.ts";

const two = (number: number): string => String(number).padStart(2, "0");

/** Every sort there is: ordinary, D-number (day + 40), synthetic (month + 40 or + 80), and both at once. */
const nationalId = fc
  .tuple(
    fc.integer({ min: 1, max: 31 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 0, max: 99 }),
    fc.stringMatching(/^\d{5}$/),
    fc.constantFrom(0, 40),
    fc.constantFrom(0, 40, 80),
    fc.constantFrom("", " ", "-"),
  )
  .map(
    ([day, month, year, behind, dayPlus, monthPlus, separator]) =>
      two(day + dayPlus) + two(month + monthPlus) + two(year) + separator + behind,
  );
const bytes = (length: number) =>
  fc
    .uint8Array({ minLength: length, maxLength: length })
    .map((array) => Buffer.from(array).toString("base64url"));
const token = fc
  .tuple(bytes(30), bytes(32))
  .map(([payload, signature]) => `eyJhbGciOiJSUzI1NiIsImtpZCI6ImsxIn0.${payload}.${signature}`);
const cookie = bytes(32).map((value) => `__Host-Http-sid=${value}`);
/** Those that can be told from a path. */
const email = fc.emailAddress().filter((address) => !/[/=%]/.test(address));
const secret = fc.oneof(nationalId, token, cookie, email);

/** Where a secret stands in a text. */
const text = fc
  .tuple(fc.constantFrom("", "pid=", "for ", "GET https://krr.example.no/person?fnr=", '{"id":"'), secret)
  .map(([before, leak]) => before + leak);

/** A fault with causes in causes, one of them no error, as libraries make them. */
const fault = fc.array(text, { minLength: 1, maxLength: 4 }).map((texts) => {
  let cause: unknown = { claims: { pid: texts[0], nested: [{ id: texts[0] }] }, [texts[0] ?? ""]: true };
  for (const message of texts)
    cause = Object.assign(new Error(message, { cause }), {
      request: { url: message },
      parameters: [message],
    });
  return { texts, cause };
});

type Logged = (logger: Logger) => void;

/** A line in each of the ways in which a line is written. */
const logged: fc.Arbitrary<{ secrets: readonly string[]; write: Logged }> = fc.oneof(
  fc.tuple(text, fc.jsonValue()).map(([leak, rest]) => ({
    secrets: [leak],
    write: (logger: Logger) => logger.info({ rest, list: [leak, { deep: leak }], [leak]: leak }, leak),
  })),
  fault.map(({ texts, cause }) => ({
    secrets: texts,
    write: (logger: Logger) => logger.error({ err: cause }),
  })),
  fault.map(({ texts, cause }) => ({ secrets: texts, write: (logger: Logger) => logger.error(cause) })),
  nationalId.map((id) => ({
    secrets: [id],
    write: (logger: Logger) =>
      logger.warn({ id: Number(id.replaceAll(/\D/g, "")), more: [-1, 0.5] }, "number"),
  })),
);

const ID = /(?<!\d)(?!10000000000)\d{6}[ -]?\d{5}(?!\d)/;

function lineOf(write: Logged): string {
  const lines: string[] = [];
  write(createLogger("info", () => ({ requestId: "r-1" }), { write: (line) => void lines.push(line) }));
  expect(lines).toHaveLength(1);
  return lines[0] ?? "";
}

describe("a line of the log", () => {
  test("shows no national id of any sort, token, cookie or e-mail address, in causes of causes neither (LG1)", () => {
    fc.assert(
      fc.property(logged, ({ secrets, write }) => {
        const line = lineOf(write);
        expect(line).not.toMatch(ID);
        expect(line).not.toMatch(/eyJ[\w-]{8}/);
        expect(line).not.toMatch(/__Host-Http-sid=(?!removed)/);
        for (const leak of secrets)
          for (const part of leak.split(/[="]| (?=\S)/).filter((each) => each.includes("@")))
            expect(line).not.toContain(JSON.stringify(part).slice(1, -1));
      }),
      { numRuns: 1000 },
    );
  });

  test("is one line of valid JSON with level, time and request, whatever was logged (LG1)", () => {
    fc.assert(
      fc.property(logged, ({ write }) => {
        const line = lineOf(write);
        expect(line.trimEnd()).not.toContain("\n");
        expect(JSON.parse(line)).toMatchObject({
          level: expect.any(Number),
          time: expect.stringMatching(/Z$/),
          requestId: "r-1",
        });
      }),
      { numRuns: 1000 },
    );
  });
});
