import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { scrub } from "./scrub.ts";

const RUNS = { numRuns: 1000 };
const DIGITS = /^\d{11}$/;
const TOKEN_PART = /^[\w-]{20,60}$/;

interface Secret {
  /** As it stands in the text. */
  readonly written: string;
  /** What must be gone. */
  readonly parts: readonly string[];
}

const nationalId: fc.Arbitrary<Secret> = fc
  .tuple(fc.stringMatching(DIGITS), fc.constantFrom("", " ", "-"))
  .map(([digits, separator]) => digits.slice(0, 6) + separator + digits.slice(6))
  .filter((written) => written !== "10000000000")
  .map((written) => ({ written, parts: [written] }));

const token: fc.Arbitrary<Secret> = fc
  .tuple(
    fc.constantFrom("RS256", "none", "dir"),
    fc.array(fc.stringMatching(TOKEN_PART), { minLength: 2, maxLength: 4 }),
  )
  .map(([alg, parts]) => {
    const header = Buffer.from(JSON.stringify({ alg, kid: "k1" })).toString("base64url");
    return { written: [header, ...parts].join("."), parts: [header, ...parts] };
  });

const cookie: fc.Arbitrary<Secret> = fc
  .tuple(fc.constantFrom("__Host-Http-sid", "__Host-Http-tx.a1B2"), fc.stringMatching(/^[\w-]{43}$/))
  .map(([name, value]) => ({ written: `${name}=${value}`, parts: [value] }));

const email: fc.Arbitrary<Secret> = fc
  .tuple(
    fc.stringMatching(/^[a-z0-9]{1,10}([.+_-][a-z0-9]{1,10})?$/),
    fc.constantFrom("example.no", "post.example.com"),
  )
  .map(([local, domain]) => ({ written: `${local}@${domain}`, parts: [`${local}@${domain}`] }));

const secret = fc.oneof(nationalId, token, cookie, email);
const before = fc.constantFrom("", " ", "=", ": ", "(", '"', "'", "/", "<", "[", ", ", "å ", "fnr ");
const behind = fc.constantFrom("", " ", ")", '"', "'", "/", ">", ", ", "\n", "\\", ";", "?a=b", " å");

/** A text of a log line with one secret somewhere in it. */
const leak = fc
  .tuple(before, secret, behind)
  .map(([prefix, { written, parts }, suffix]) => ({ text: prefix + written + suffix, parts }));

/** How log lines are made: whatever was logged, as one line of JSON. */
const lines = fc
  .record({ rest: fc.jsonValue(), leaks: fc.array(leak, { minLength: 1, maxLength: 4 }), place: fc.nat(3) })
  .map(({ rest, leaks, place }) => {
    const texts = leaks.map(({ text }) => text);
    const shapes = [
      { msg: texts.join(" | "), rest },
      { err: { message: texts[0], stack: texts }, rest },
      { rest, [texts.join(" ")]: true },
      { list: [texts, rest], url: `/api?${texts.join("&")}` },
    ];
    return { line: JSON.stringify(shapes[place]), secrets: leaks.flatMap(({ parts }) => parts), place };
  });

test("no national id, token, cookie value or e-mail address leaves, wherever in a line it stands", () => {
  fc.assert(
    fc.property(lines, ({ line, secrets, place }) => {
      const left = scrub(line);
      for (const part of secrets) expect(left, `shape ${String(place)}`).not.toContain(part);
    }),
    RUNS,
  );
});

test("a line of JSON stays a line of JSON", () => {
  const numbers = fc.oneof(fc.stringMatching(DIGITS).map(Number), fc.double(), fc.integer());
  const line = fc.oneof(
    lines.map((made) => made.line),
    fc.json(),
    fc.tuple(numbers, fc.jsonValue()).map(([n, rest]) => JSON.stringify({ n, negative: -n, rest })),
  );
  fc.assert(
    fc.property(line, (json) => {
      expect(() => JSON.parse(scrub(json))).not.toThrow();
    }),
    RUNS,
  );
});

test("no run of eleven digits stays as it was, as text or as number", () => {
  expect(scrub('{"a":"15848730022","b":15848730022,"c":-15848730022,"d":"158487-30022"}')).toBe(
    '{"a":"10000000000","b":10000000000,"c":-10000000000,"d":"10000000000"}',
  );
});

test.each([
  ['{"time":"2026-11-22T09:00:00.000Z","level":30}'],
  ['{"orgNumber":"910000004","port":5432}'],
  ['{"at":1795424400000,"tookMs":12.345}'],
  ['{"id":"0195a1c2-7b1e-7c3d-9f00-123456789012"}'],
  ['{"msg":"refresh_done","outcomes":{"changed":2}}'],
])("leaves %s as it is", (line) => {
  expect(scrub(line)).toBe(line);
});

function scrubbed(message: string): string {
  return scrub(JSON.stringify({ message }));
}

describe("where escapes, letters and spaces stand in the way", () => {
  test("a line of JSON stays one where an e-mail address follows a line break", () => {
    expect(() => JSON.parse(scrubbed("mottaker:\nkari@example.no"))).not.toThrow();
  });

  test("a line of JSON stays one where a token follows a control character", () => {
    expect(() => JSON.parse(scrubbed("\u000eyJhbGciOiJSUzI1NiJ9.abc.def"))).not.toThrow();
  });

  test("a national id behind a full stop goes", () => {
    expect(scrubbed("person.15848730022")).not.toContain("15848730022");
  });

  test("a national id behind a control character goes", () => {
    expect(scrubbed("\u000015848730022")).not.toContain("15848730022");
  });

  test("a national id behind a space in a URL goes", () => {
    expect(scrubbed("q=fnr%2015848730022")).not.toContain("15848730022");
  });

  test("a national id with a space that does not break goes", () => {
    expect(scrubbed("158487\u00a030022")).not.toContain("30022");
  });

  test("an e-mail address of two who share one goes whole", () => {
    expect(scrubbed("to kari&ola@example.no")).not.toMatch(/kari|ola/);
  });

  test("an e-mail address with Norwegian letters before the @ goes whole", () => {
    expect(scrubbed("kåre@example.no")).not.toContain("kå");
  });

  test("an e-mail address with Norwegian letters behind the @ goes", () => {
    expect(scrubbed("ola@blåbær.no")).not.toContain("ola");
  });
});
