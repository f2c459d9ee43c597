import { z } from "zod";
import type { IdportenFault } from "../idporten/index.ts";
import type { MaskinportenFault } from "../maskinporten/faults.ts";
import type { RegisterFault } from "../registers/options.ts";
import type { UpstreamFault } from "../upstream-faults.ts";
import type { SystemName } from "../world-ports.ts";

/** What can be wrong with each system; what it means stands at the types. */
export interface FaultOf extends Record<SystemName, UpstreamFault> {
  readonly idporten: IdportenFault;
  readonly maskinporten: MaskinportenFault;
  readonly school: RegisterFault;
  readonly kindergarten: RegisterFault;
}

/** An entry for each fault of the type: the compiler misses what is left out. */
type Shape<Fault> = Record<keyof Fault, z.ZodType>;

const count = z.int().nonnegative().exactOptional();
const flag = z.boolean().exactOptional();
const TEN_MINUTES = 600_000;
const TEN_YEARS = 10 * 365 * 24 * 3600;

const UPSTREAM = {
  latency: z.int().nonnegative().max(TEN_MINUTES).exactOptional(),
  hang: flag,
  down: flag,
  status: z.literal([401, 403, 429, 500, 503]).exactOptional(),
  retryAfter: count,
  html: flag,
  wrongSchema: flag,
  redirectTo: z.url({ protocol: /^https?$/ }).exactOptional(),
  huge: z.enum(["announced", "unannounced"]).exactOptional(),
  endless: flag,
  half: z.enum(["reset", "short", "cut", "silence"]).exactOptional(),
  drip: z.int().positive().exactOptional(),
  clockSkew: z.int().min(-TEN_YEARS).max(TEN_YEARS).exactOptional(),
  only: z.enum(["reads", "writes"]).exactOptional(),
  times: count,
} satisfies Shape<UpstreamFault>;

const parameter = z.string().nullable().exactOptional();

const IDPORTEN = {
  ...UPSTREAM,
  idToken: z
    .strictObject({
      set: z.record(z.string(), z.unknown()).exactOptional(),
      delete: z.array(z.string()).exactOptional(),
      signature: z.enum(["own", "foreign-key", "unknown-kid", "hs256-public-key", "none"]).exactOptional(),
    })
    .exactOptional(),
  frontChannelIssuer: z.string().exactOptional(),
  callback: z
    .strictObject({
      code: parameter,
      state: parameter,
      iss: parameter,
      error: parameter,
      error_description: parameter,
    })
    .exactOptional(),
  tokenEndpoint: z.enum(["500", "hang", "html", "half-json", "flood"]).exactOptional(),
  keys: z.enum(["500", "hang"]).exactOptional(),
  withheldScopes: z.array(z.string()).exactOptional(),
  metadataIssuer: z.string().exactOptional(),
  metadataAddresses: z.record(z.string(), z.string()).exactOptional(),
} satisfies Shape<IdportenFault>;

const MASKINPORTEN = {
  ...UPSTREAM,
  keyExpired: flag,
  unknownKey: z.enum(["MP-124", "no code"]).exactOptional(),
  tokenLifetime: z.int().positive().exactOptional(),
  forbiddenStatus: z.literal([400, 403]).exactOptional(),
} satisfies Shape<MaskinportenFault>;

const REGISTER = {
  ...UPSTREAM,
  readOnly: flag,
  conflictOnce: flag,
  conflictAlways: flag,
  asynchronous: z
    .strictObject({ pollsUntilDone: z.int().nonnegative(), fails: z.boolean().exactOptional() })
    .exactOptional(),
  malformed: count,
  emptyPages: flag,
  share: z.number().min(0).max(1).exactOptional(),
  repeats: flag,
} satisfies Shape<RegisterFault>;

/** What of a fault may come from outside: nothing beyond the system's own type. */
export const FAULT_SCHEMAS: { readonly [Name in SystemName]: z.ZodType<FaultOf[Name]> } = {
  idporten: z.strictObject(IDPORTEN),
  maskinporten: z.strictObject(MASKINPORTEN),
  krr: z.strictObject(UPSTREAM),
  minprofil: z.strictObject(UPSTREAM),
  school: z.strictObject(REGISTER),
  kindergarten: z.strictObject(REGISTER),
};
