import { CronExpressionParser } from "cron-parser";
import proxyAddr from "proxy-addr";
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

const ATTEMPTS = "must be a whole number from 1 to 100000";
export const attemptsPerMinute = z.coerce
  .number(ATTEMPTS)
  .int(ATTEMPTS)
  .min(1, ATTEMPTS)
  .max(100_000, ATTEMPTS);

const BREAK = "must be whole milliseconds from 10 to 600000";
/** How long an upstream is left alone that has failed several times in a row. */
export const breakMs = z.coerce.number(BREAK).int(BREAK).min(10, BREAK).max(600_000, BREAK);
const WITHIN_FIVE_MINUTES = "must be whole seconds from 0 to 300";
export const shutdownSeconds = z.coerce
  .number(WITHIN_FIVE_MINUTES)
  .int(WITHIN_FIVE_MINUTES)
  .min(0, WITHIN_FIVE_MINUTES)
  .max(300, WITHIN_FIVE_MINUTES);

/** Addresses and networks, or `none`; `loopback`, `linklocal` and `uniquelocal` are names of networks. */
export const trustedProxies = z
  .string()
  .transform((text) => (text.trim() === "none" ? [] : text.split(",").map((part) => part.trim())))
  .refine(isCompilable, "must be none, or addresses and networks such as 10.0.0.0/8");

function isCompilable(networks: readonly string[]): boolean {
  try {
    proxyAddr.compile([...networks]);
    return true;
  } catch {
    return false;
  }
}

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

/** The text of a value that is JSON, parsed. */
export const json = z.string("is missing").transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: "custom", message: "must be JSON" });
    return z.NEVER;
  }
});

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
