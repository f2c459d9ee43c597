import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { configOf, DEMO, faultsOf, KEY, PRODUCTION } from "./testing/environments.ts";

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");

/** Keys that nobody has drawn at random, by what they are. */
const MADE_UP: [what: string, key: string][] = [
  ["one byte over and over", base64(new Uint8Array(32).fill(7))],
  ["zeros", base64(new Uint8Array(32))],
  ["two bytes in turn", base64(Uint8Array.from({ length: 32 }, (_, at) => (at % 2 === 0 ? 17 : 201)))],
  [
    "eight bytes, repeated",
    base64(Buffer.concat(Array.from({ length: 4 }, () => Buffer.from(KEY).subarray(0, 8)))),
  ],
  ["bytes that count upwards", base64(Uint8Array.from({ length: 32 }, (_, at) => at))],
  ["bytes that count down by threes", base64(Uint8Array.from({ length: 32 }, (_, at) => 250 - 3 * at))],
  ["a sentence", base64(Buffer.from("Min profil: bytt denne i dag! 42"))],
  ["a hash in hexadecimal", base64(Buffer.from("9f86d081884c7d659a2feaa0c55ad015"))],
];

describe("in production", () => {
  test.each([
    ["no keys", undefined, "SESSION_KEYS is missing (demanded in production)"],
    [
      "a key of 16 bytes",
      `k1:${base64(randomBytes(16))}`,
      "SESSION_KEYS must be kid:base64 pairs of 32-byte keys",
    ],
    [
      "the README's own example",
      "kid:base64,kid2:base64…",
      "SESSION_KEYS must be kid:base64 pairs of 32-byte keys",
    ],
  ])("%s are refused, by the variable's name and without its value (KR5)", (_what, keys, fault) => {
    const faults = faultsOf({ ...PRODUCTION, PSEUDONYM_KEY: KEY, SESSION_KEYS: keys });
    expect(faults).toEqual([expect.stringContaining(fault)]);
  });

  test.each(MADE_UP)("%s is refused as a key, without its value (KR5)", (_what, key) => {
    const asSecond = faultsOf({ ...PRODUCTION, PSEUDONYM_KEY: KEY, SESSION_KEYS: `k2:${KEY},k1:${key}` });
    expect(asSecond).toEqual(["SESSION_KEYS must hold random keys"]);
    expect(faultsOf({ ...PRODUCTION, PSEUDONYM_KEY: key })).toEqual(["PSEUDONYM_KEY must be a random key"]);
  });

  test.each(["demo", "world", "example", "made-at-start"])(
    "the key by the name of %s, which lies open on a disk, is refused (KR5)",
    (kid) => {
      const faults = faultsOf({ ...PRODUCTION, SESSION_KEYS: `${kid}:${KEY}` });
      expect(faults).toEqual(["SESSION_KEYS must not hold a key of an example"]);
    },
  );

  test("a key that was drawn at random is accepted, whichever it is (KR5)", () => {
    for (let count = 0; count < 100; count += 1) {
      const key = base64(randomBytes(32));
      expect(faultsOf({ ...PRODUCTION, SESSION_KEYS: `k1:${key}`, PSEUDONYM_KEY: key }), key).toEqual([]);
    }
  });

  test("a second session key is accepted only where the pseudonym key is named, so that the first can go (KR1)", () => {
    const SESSION_KEYS = `k2:${base64(randomBytes(32))},k1:${KEY}`;
    expect(faultsOf({ ...PRODUCTION, SESSION_KEYS })).toEqual([
      "PSEUDONYM_KEY is missing (demanded in production where SESSION_KEYS has several)",
    ]);
    expect(configOf({ ...PRODUCTION, SESSION_KEYS, PSEUDONYM_KEY: KEY }).pseudonymKey).toEqual(
      Buffer.from(KEY, "base64"),
    );
  });
});

test("outside production any well-formed keys will do, and none", () => {
  const zeros = base64(new Uint8Array(32));
  expect(faultsOf({ ...DEMO, SESSION_KEYS: `demo:${zeros},k1:${KEY}` })).toEqual([]);
  expect(configOf(DEMO)).toMatchObject({ sessionKeys: null, pseudonymKey: null });
});
