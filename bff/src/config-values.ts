import { createPrivateKey, type JsonWebKey } from "node:crypto";
import { CronExpressionParser } from "cron-parser";
import { z } from "zod";
import { PROTECTION_GRADES } from "./domain/sync/population.ts";

export const port = z.coerce.number("must be a port number").int().min(0).max(65_535);

const WITHIN_A_DAY = "must be whole hours from 0 to 24";
/** A day at most: what is kept of the registers' answers must not outlive its purpose (decision 011). */
export const hoursOfADay = z.coerce
  .number(WITHIN_A_DAY)
  .int(WITHIN_A_DAY)
  .min(0, WITHIN_A_DAY)
  .max(24, WITHIN_A_DAY);

const TERM = "must be whole days from 1 to 365";
/** How long values of people who left may stand in a register. */
export const termDays = z.coerce.number(TERM).int(TERM).min(1, TERM).max(365, TERM);

const url = (text: string): URL | null => (URL.canParse(text) ? new URL(text) : null);
const isHttp = (text: string): boolean => ["http:", "https:"].includes(url(text)?.protocol ?? "");

export const httpUrl = z.string("is missing").refine(isHttp, "must be an http(s) address");

/** Issuers are compared exactly, slash included: ID-porten's has none at the end, Maskinporten's has one. */
export const issuerUrl = httpUrl.refine((text) => url(text)?.search === "" && url(text)?.hash === "", {
  message: "must be an issuer without query",
});

export const origin = z
  .string()
  .refine(
    (text) => isHttp(text) && url(text)?.origin === text,
    "must be an origin such as https://minprofil.example.no",
  );

export const acrValues = z
  .string()
  .transform((text) => text.split(/\s+/).filter(Boolean))
  .refine(
    (values) => values.length > 0 && values.every((value) => /^idporten-loa-(substantial|high)$/.test(value)),
    {
      message: "must name idporten-loa-substantial and/or idporten-loa-high",
    },
  );

/**
 * Five fields. The hour between two and three does not exist on one night in March and comes twice on one in October:
 * whatever is to happen then alone is refused (SY7).
 */
export const cronExpression = z.string().transform((text, context) => {
  const hours = /^(\S+\s+){4}\S+$/.test(text) ? hoursOf(text) : null;
  if (hours === null)
    context.addIssue({ code: "custom", message: "must be a cron expression of five fields" });
  else if (hours.every((hour) => hour === 2))
    context.addIssue({
      code: "custom",
      message: "must not be between two and three, when clocks are changed",
    });
  return text;
});

function hoursOf(cron: string): readonly number[] | null {
  try {
    return CronExpressionParser.parse(cron).fields.hour.values.map(Number);
  } catch {
    return null;
  }
}

/** `postgres://…`, `pglite:<folder>` or `pglite:memory`; `?production=allow` lets PGlite run in production. */
export const databaseUrl = z.string().transform((text, context) => {
  if (/^postgres(ql)?:\/\//.test(text)) return { engine: "postgres" as const, connectionString: text };
  const pglite = /^pglite:([^?]+)(\?production=allow)?$/.exec(text);
  if (pglite?.[1] !== undefined) {
    const folder = pglite[1] === "memory" ? null : pglite[1];
    return { engine: "pglite" as const, folder, allowedInProduction: pglite[2] !== undefined };
  }
  context.addIssue({ code: "custom", message: "must be postgres://… or pglite:<folder> or pglite:memory" });
  return z.NEVER;
});

/** `kid:base64,kid2:base64…`, each key 32 bytes, the first one active. */
export const sessionKeys = z.string().transform((text, context) => {
  const keys = text.split(",").map((entry) => {
    const separator = entry.indexOf(":");
    return {
      kid: entry.slice(0, separator).trim(),
      secret: Buffer.from(entry.slice(separator + 1).trim(), "base64"),
    };
  });
  const wellFormed = keys.every(({ kid, secret }) => /^[\w.-]{1,32}$/.test(kid) && secret.length === 32);
  if (!wellFormed || new Set(keys.map(({ kid }) => kid)).size !== keys.length) {
    context.addIssue({
      code: "custom",
      message: "must be kid:base64 pairs of 32-byte keys with distinct names",
    });
    return z.NEVER;
  }
  return keys;
});

const json = z.string("is missing").transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: "custom", message: "must be JSON" });
    return z.NEVER;
  }
});

function isUsableKey(jwk: JsonWebKey): boolean {
  try {
    const key = createPrivateKey({ key: jwk, format: "jwk" });
    return (key.asymmetricKeyDetails?.modulusLength ?? 0) >= 2048;
  } catch {
    return false;
  }
}

/** An RSA private key with `kid`: ID-porten and Maskinporten take RS256 from registered keys (national-registers B.2, C.2). */
export const privateJwk = json
  .pipe(
    z.looseObject(
      {
        kty: z.literal("RSA", "must be RSA"),
        kid: z
          .string("is missing")
          .regex(/^[\w.-]+$/, "may hold letters, digits, dot, dash and underscore only"),
        n: z.string("is missing"),
        e: z.string("is missing"),
        d: z.string("is missing (the key must be private)"),
      },
      "must be a JWK",
    ),
  )
  .refine(isUsableKey, "is no RSA key of 2048 bits or more");

const municipality = z.object({
  orgNumber: z.string("is missing").regex(/^\d{9}$/, "must be nine digits"),
  name: z.string("is missing").min(1),
  krrMode: z.enum(["write", "verify-only", "off"], "must be write, verify-only or off").optional(),
  // A purpose of its own, so it is off until the municipality turns it on (N2).
  syncEmployees: z.boolean("must be true or false").default(false),
  syncExceptProtected: z
    .array(z.enum(PROTECTION_GRADES, `must be among ${PROTECTION_GRADES.join(", ")}`))
    .default([]),
});

const contactRegister = z.object({
  id: z.string("is missing").regex(/^[a-z0-9-]{1,64}$/, "must be lower-case letters, digits and dashes"),
  name: z.string("is missing").min(1),
  kind: z.enum(["school", "kindergarten"], "must be school or kindergarten"),
  municipality,
  adapter: z.literal("contact-register-api", "is not an adapter that exists"),
  baseUrl: httpUrl,
  auth: z.object({
    type: z.literal("maskinporten", "must be maskinporten"),
    scope: z.string("is missing").min(1),
    resource: httpUrl.optional(),
  }),
});

export const contactRegisters = json.pipe(
  z
    .array(contactRegister, "must be a JSON array")
    .min(1, "must name at least one register")
    .refine((list) => new Set(list.map(({ id }) => id)).size === list.length, "must have distinct ids"),
);
