import { createHash } from "node:crypto";
import { compactVerify, decodeJwt, decodeProtectedHeader, importJWK } from "jose";
import { z } from "zod";
import type { RegisteredKeys } from "../registered-keys.ts";
import { PROBLEMS } from "./problem.ts";
import type { GrantProblem } from "./problem.ts";
import type { MaskinportenClient } from "./options.ts";

const CLAIMS = z.object({
  iss: z.string(),
  aud: z.unknown(),
  scope: z.string(),
  iat: z.int(),
  exp: z.int(),
  jti: z.string().min(1).optional(),
  resource: z.array(z.url()).min(1).optional(),
  consumer_org: z
    .string()
    .regex(/^\d{9}$/)
    .optional(),
});
const KNOWN_CLAIMS = new Set(Object.keys(CLAIMS.shape));

/** Seconds; both limits are national-registers C.2. */
const CLOCK_TOLERANCE = 10;
const MAX_LIFETIME = 120;

export type GrantClaims = z.infer<typeof CLAIMS>;

export type AssertionOutcome =
  | { ok: true; client: MaskinportenClient; claims: GrantClaims }
  | { ok: false; problem: GrantProblem };

export interface AssertionRules {
  issuer: string;
  clients: readonly MaskinportenClient[];
  keyExpired: () => boolean;
  /** How a key that is not registered is refused. */
  unknownKey: () => GrantProblem;
  registered: RegisteredKeys;
  /** Milliseconds. */
  clock: () => number;
}

/** Returns a check that accepts a JWT grant once, and only if every rule of national-registers C.2 holds. */
export function checkAssertions({
  issuer,
  clients,
  keyExpired,
  unknownKey,
  registered,
  clock,
}: AssertionRules) {
  const used = new Set<string>();
  return async (assertion: string): Promise<AssertionOutcome> => {
    const read = readAssertion(assertion);
    if (!read.ok) return read;
    const { claims, kid } = read;
    const client = clients.find(({ clientId }) => clientId === claims.iss);
    if (client === undefined) return refused(PROBLEMS.client);
    // Two audiences in an array are refused too, even if one of them is right.
    if (claims.aud !== issuer) return refused(PROBLEMS.audience);
    if (keyExpired()) return refused(PROBLEMS.keyExpired);
    if (!registered.has(client.clientId, kid)) return refused(unknownKey());
    if (!(await isSignedBy(client, kid, assertion))) return refused(PROBLEMS.signature);
    const late = timeProblem(claims, Math.floor(clock() / 1000));
    if (late !== undefined) return refused(late);
    const id = claims.jti ?? createHash("sha256").update(assertion).digest("hex");
    const mark = `${client.clientId} ${id}`;
    if (used.has(mark)) return refused(PROBLEMS.reused);
    used.add(mark);
    return { ok: true, client, claims };
  };
}

const refused = (problem: GrantProblem) => ({ ok: false as const, problem });

function readAssertion(assertion: string) {
  const jwt = decode(assertion);
  if (jwt === undefined) return refused(PROBLEMS.malformed);
  const { header, payload } = jwt;
  if (header.alg !== "RS256") return refused(PROBLEMS.algorithm);
  if (header.kid === undefined) return refused(PROBLEMS.keyMissing);
  if (Object.keys(payload).some((claim) => !KNOWN_CLAIMS.has(claim))) return refused(PROBLEMS.unknownClaim);
  const claims = CLAIMS.safeParse(payload);
  if (!claims.success) return refused(PROBLEMS.malformed);
  return { ok: true as const, claims: claims.data, kid: header.kid };
}

function decode(assertion: string) {
  try {
    return { header: decodeProtectedHeader(assertion), payload: decodeJwt(assertion) };
  } catch {
    return undefined;
  }
}

async function isSignedBy(client: MaskinportenClient, kid: string, assertion: string): Promise<boolean> {
  const jwk = [client.publicJwk, client.nextJwk].find((key) => key?.kid === kid);
  if (jwk === undefined) return false;
  try {
    await compactVerify(assertion, await importJWK(jwk, "RS256"), { algorithms: ["RS256"] });
    return true;
  } catch {
    return false;
  }
}

function timeProblem({ iat, exp }: GrantClaims, now: number): GrantProblem | undefined {
  if (iat > now + CLOCK_TOLERANCE) return PROBLEMS.issuedInFuture;
  if (iat < now - CLOCK_TOLERANCE) return PROBLEMS.expired;
  if (exp <= now || exp - iat > MAX_LIFETIME) return PROBLEMS.expired;
  return undefined;
}
