import { z } from "zod";

const KEY_BYTES = 32;
const PAIRS = "must be kid:base64 pairs of 32-byte keys with distinct names";
const ONE = "must be base64 of 32 bytes";

/** `kid:base64,kid2:base64…`, each key 32 bytes, the first one active. */
export const sessionKeys = z.string().transform((text, context) => {
  const keys = pairsOf(text);
  const wellFormed = keys.every(
    ({ kid, secret }) => /^[\w.-]{1,32}$/.test(kid) && secret.length === KEY_BYTES,
  );
  if (wellFormed && new Set(keys.map(({ kid }) => kid)).size === keys.length) return keys;
  context.addIssue({ code: "custom", message: PAIRS });
  return z.NEVER;
});

/** A key of 32 bytes in base64. */
export const pseudonymKey = z.string().transform((text, context) => {
  const secret = Buffer.from(text, "base64");
  if (secret.length === KEY_BYTES) return secret;
  context.addIssue({ code: "custom", message: ONE });
  return z.NEVER;
});

/** Names under which the demo, the simulated world and the documentation have keys: theirs lie open on a disk. */
const EXAMPLE_NAMES: ReadonlySet<string> = new Set(["demo", "world", "example", "made-at-start"]);

/**
 * What production demands of keys beyond their form (KR5). A key that somebody made up instead of drawing it is told by
 * what 32 random bytes never look like.
 */
export function keyFaults(values: Readonly<Record<string, string | undefined>>): string[] {
  const { SESSION_KEYS: ring, PSEUDONYM_KEY: single } = values;
  const keys = ring === undefined ? [] : pairsOf(ring);
  const faults: string[] = [];
  if (keys.some(({ kid }) => EXAMPLE_NAMES.has(kid)))
    faults.push("SESSION_KEYS must not hold a key of an example");
  if (keys.some(({ secret }) => isMadeUp(secret))) faults.push("SESSION_KEYS must hold random keys");
  if (single !== undefined && isMadeUp(Buffer.from(single, "base64")))
    faults.push("PSEUDONYM_KEY must be a random key");
  // Whoever adds a key is about to drop one, and everything that is found by pseudonyms would be lost with it.
  if (keys.length > 1 && single === undefined)
    faults.push("PSEUDONYM_KEY is missing (demanded in production where SESSION_KEYS has several)");
  return faults;
}

function pairsOf(text: string) {
  return text.split(",").map((entry) => {
    const separator = entry.indexOf(":");
    return {
      kid: entry.slice(0, separator).trim(),
      secret: Buffer.from(entry.slice(separator + 1).trim(), "base64"),
    };
  });
}

/**
 * Of 32 random bytes about thirty are different, and so are the steps from each to the next; all are characters of a
 * keyboard once in 10^13 keys. Keys of another length have a fault of their own.
 */
function isMadeUp(secret: Buffer): boolean {
  if (secret.length !== KEY_BYTES) return false;
  const bytes = [...secret];
  const steps = bytes.slice(1).map((byte, at) => (byte - (bytes[at] ?? 0) + 256) % 256);
  const isText = bytes.every((byte) => byte >= 0x20 && byte < 0x7f);
  return isText || [bytes, steps].some((list) => new Set(list).size < KEY_BYTES / 2);
}
