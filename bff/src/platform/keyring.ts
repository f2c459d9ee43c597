import { createHmac, hkdfSync, randomBytes } from "node:crypto";
import { FlattenedEncrypt, errors, flattenedDecrypt } from "jose";

export interface Keyring {
  /** Seals under the active key. `place` says where the text is kept (table, column, row): nothing opens elsewhere. */
  seal(text: string, place: string): Promise<string>;
  /** Promises null for anything that this ring did not seal for this place: other key, other place, altered, malformed. */
  open(sealed: string, place: string): Promise<string | null>;
  /** A keyed hash, stable while the oldest key of the ring stays; for finding a person without storing who she is. */
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
 */
export function createKeyring(keys: readonly { kid: string; secret: Uint8Array }[]): Keyring {
  const [active] = keys;
  const oldest = keys.at(-1);
  if (active === undefined || oldest === undefined) throw new Error("a key ring needs a key");
  const byName = new Map(keys.map(({ kid, secret }) => [kid, secret]));
  const pepper = new Uint8Array(hkdfSync("sha256", oldest.secret, "", "foresattportal pseudonym", 32));
  return {
    async seal(text, place) {
      const jwe = await new FlattenedEncrypt(new TextEncoder().encode(text))
        .setProtectedHeader({ alg: "dir", enc: "A256GCM", kid: active.kid })
        .setAdditionalAuthenticatedData(new TextEncoder().encode(place))
        .encrypt(active.secret);
      return [jwe.protected, jwe.iv, jwe.ciphertext, jwe.tag].join(".");
    },
    async open(sealed, place) {
      const parts = partsOf(sealed);
      if (parts === null) return null;
      const aad = Buffer.from(place).toString("base64url");
      try {
        const { plaintext } = await flattenedDecrypt(
          { ...parts, aad },
          (header) => keyNamed(byName, header?.kid),
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
    pseudonym: (text) => createHmac("sha256", pepper).update(text).digest("base64url"),
  };
}

/** For the demo and for tests: a key that lives as long as the process. */
export function randomSessionKey(): { kid: string; secret: Buffer<ArrayBuffer> } {
  return { kid: "made-at-start", secret: randomBytes(32) };
}

function keyNamed(keys: ReadonlyMap<string, Uint8Array>, kid: string | undefined): Uint8Array {
  const key = keys.get(kid ?? "");
  if (key === undefined) throw new errors.JWEDecryptionFailed();
  return key;
}

function partsOf(sealed: string): Sealed | null {
  const [header, iv, ciphertext, tag, ...rest] = sealed.split(".");
  if (!header || !iv || !ciphertext || !tag || rest.length > 0) return null;
  return { protected: header, iv, ciphertext, tag };
}
