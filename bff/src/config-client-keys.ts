import { createPrivateKey, type JsonWebKey } from "node:crypto";
import { z } from "zod";
import { json } from "./config-values.ts";

/** As many as a client can have registered (national-registers B.2). */
const MOST_KEYS = 5;
const SECONDS = "must be whole seconds";

function isUsableKey(jwk: JsonWebKey): boolean {
  try {
    const key = createPrivateKey({ key: jwk, format: "jwk" });
    return (key.asymmetricKeyDetails?.modulusLength ?? 0) >= 2048;
  } catch {
    return false;
  }
}

/** An RSA private key with `kid`: ID-porten and Maskinporten take RS256 from registered keys (national-registers B.2, C.2). */
const privateJwk = z
  .looseObject(
    {
      kty: z.literal("RSA", "must be RSA"),
      // It is shown in logs and metrics.
      kid: z
        .string("is missing")
        .max(64, "may be 64 characters long")
        .regex(/^[\w.-]+$/, "may hold letters, digits, dot, dash and underscore only"),
      n: z.string("is missing"),
      e: z.string("is missing"),
      d: z.string("is missing (the key must be private)"),
      iat: z.int(SECONDS).positive(SECONDS).optional(),
      exp: z.int(SECONDS).positive(SECONDS).optional(),
    },
    "must be a JWK",
  )
  .refine(isUsableKey, "is no RSA key of 2048 bits or more");

const jwkList = z
  .array(privateJwk)
  .min(1, "must be a JWK, or a set of at least one")
  .max(MOST_KEYS, `may hold ${String(MOST_KEYS)} keys`)
  .refine((keys) => new Set(keys.map(({ kid }) => kid)).size === keys.length, "must have distinct kids");

const jwkSet = z.object({ keys: z.array(z.unknown()) });

/** One JWK, a JWK set or a plain list of them; the first one is the first to sign. */
export const clientKeys = json.transform((value, context) => {
  const set = jwkSet.safeParse(value);
  const several = set.success ? set.data.keys : Array.isArray(value) ? value : null;
  const parsed = jwkList.safeParse(several ?? [value]);
  if (parsed.success) return parsed.data;
  for (const { path, message } of parsed.error.issues)
    // A key that stands alone has no number.
    context.addIssue({ code: "custom", message, path: several === null ? path.slice(1) : path });
  return z.NEVER;
});
