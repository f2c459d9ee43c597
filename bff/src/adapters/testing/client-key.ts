import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { z } from "zod";
import type { ClientKey } from "../../platform/client-keys.ts";

const privateRsa = z.object({ kty: z.literal("RSA"), n: z.string(), e: z.string(), d: z.string() }).loose();

/** The key as the configuration gives it to an adapter. */
export function clientKey(
  privateKey: KeyObject,
  kid: string,
  age: { readonly iat?: number; readonly exp?: number } = {},
): ClientKey {
  return { ...privateRsa.parse(privateKey.export({ format: "jwk" })), kid, ...age };
}

/** A key that nobody has seen. */
export function newClientKey(
  kid: string,
  age: { readonly iat?: number; readonly exp?: number } = {},
): ClientKey {
  return clientKey(generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey, kid, age);
}
