import { createHmac, createSecretKey, hkdfSync, randomBytes, type webcrypto } from "node:crypto";
import { FlattenedEncrypt, decodeProtectedHeader, errors, flattenedDecrypt } from "jose";

export interface Keyring {
  /**
   * Seals under the active key. `place` says where the text is kept (table, column, row): nothing opens elsewhere. What
   * is sealed with a `ticket`, a secret of whoever it is kept for, opens with the same ticket alone.
   */
  seal(text: string, place: string, ticket?: string): Promise<string>;
  /**
   * Promises null for anything that this ring did not seal for this place and this ticket: other key, other place,
   * altered, malformed.
   */
  open(sealed: string, place: string, ticket?: string): Promise<string | null>;
  /** Whether what opens was sealed under the active key; what was not is sealed anew when it is next at hand (KR1). */
  isCurrent(sealed: string): boolean;
  /** A keyed hash, for finding a person without storing who she is; the same for as long as the pseudonym key stays. */
  pseudonym(text: string): string;
}

interface Sealed {
  readonly protected: string;
  readonly iv: string;
  readonly ciphertext: string;
  readonly tag: string;
}

/**
 * JWE (RFC 7516) with `dir` and A256GCM under a ring of 32-byte keys, first one active. The place is additional
 * authenticated data, so that a ciphertext copied to another row is refused (security-and-reliability KR3).
 *
 * @param pseudonymKey makes pseudonyms; the oldest key of the ring does where none is named, and can then not be dropped.
 */
export function createKeyring(
  keys: readonly { kid: string; secret: Uint8Array }[],
  pseudonymKey: Uint8Array | null = null,
): Keyring {
  const [active] = keys;
  const oldest = keys.at(-1);
  if (active === undefined || oldest === undefined) throw new Error("a key ring needs a key");
  const ring = new Map(keys.map(({ kid, secret }) => [kid, { secret, key: keyOf(secret) }]));
  const pepper = createSecretKey(
    new Uint8Array(hkdfSync("sha256", pseudonymKey ?? oldest.secret, "", "foresattportal pseudonym", 32)),
  );
  return {
    async seal(text, place, ticket) {
      const jwe = await new FlattenedEncrypt(new TextEncoder().encode(text))
        .setProtectedHeader({ alg: "dir", enc: "A256GCM", kid: active.kid })
        .setAdditionalAuthenticatedData(new TextEncoder().encode(place))
        .encrypt(keyFor(ring, active.kid, ticket));
      return [jwe.protected, jwe.iv, jwe.ciphertext, jwe.tag].join(".");
    },
    async open(sealed, place, ticket) {
      const parts = partsOf(sealed);
      if (parts === null) return null;
      const aad = Buffer.from(place).toString("base64url");
      try {
        const { plaintext } = await flattenedDecrypt(
          { ...parts, aad },
          (header) => keyFor(ring, header?.kid, ticket),
          {
            keyManagementAlgorithms: ["dir"],
            contentEncryptionAlgorithms: ["A256GCM"],
          },
        );
        return new TextDecoder().decode(plaintext);
      } catch (error) {
        if (error instanceof errors.JOSEError) return null;
        throw error;
      }
    },
    isCurrent: (sealed) =>
      decodeProtectedHeader({ protected: sealed.split(".")[0] ?? "" }).kid === active.kid,
    pseudonym: (text) => createHmac("sha256", pepper).update(text).digest("base64url"),
  };
}

/** For the demo and for tests: a key that lives as long as the process. */
export function randomSessionKey(): { kid: string; secret: Buffer<ArrayBuffer> } {
  return { kid: "made-at-start", secret: randomBytes(32) };
}

type Ring = ReadonlyMap<string, { readonly secret: Uint8Array; readonly key: webcrypto.CryptoKey }>;

/** Of the ring's key and a ticket, so that neither opens anything without the other (HKDF, RFC 5869). */
function keyFor(ring: Ring, kid = "", ticket?: string): webcrypto.CryptoKey {
  const named = ring.get(kid);
  if (named === undefined) throw new errors.JWEDecryptionFailed();
  if (ticket === undefined) return named.key;
  const both = Buffer.concat([named.secret, Buffer.from(ticket)]);
  return keyOf(new Uint8Array(hkdfSync("sha256", both, "", "foresattportal ticket", 32)));
}

/** In the form that jose works with: from bytes it would make that anew for each text. */
function keyOf(secret: Uint8Array): webcrypto.CryptoKey {
  return createSecretKey(secret).toCryptoKey("AES-GCM", false, ["encrypt", "decrypt"]);
}

function partsOf(sealed: string): Sealed | null {
  const [header, iv, ciphertext, tag, ...rest] = sealed.split(".");
  if (!header || !iv || !ciphertext || !tag || rest.length > 0) return null;
  return { protected: header, iv, ciphertext, tag };
}
