import { randomUUID } from "node:crypto";
import { importJWK, SignJWT } from "jose";
import { z } from "zod";
import type { World } from "./start-world.ts";

const TOKEN = z.object({ access_token: z.string() });
const JWK = z.looseObject({ kty: z.string(), kid: z.string() });

/** The header of a call with a token that Maskinporten issues to the portal; throws Maskinporten's refusal. */
export async function bearerFor(
  { bffEnvironment }: Pick<World, "bffEnvironment">,
  scope: string,
  consumer: string,
): Promise<string> {
  const jwk = JWK.parse(JSON.parse(bffEnvironment["MASKINPORTEN_CLIENT_JWK"] ?? ""));
  const issuer = bffEnvironment["MASKINPORTEN_ISSUER"] ?? "";
  const assertion = await new SignJWT({ scope, consumer_org: consumer })
    .setProtectedHeader({ alg: "RS256", kid: jwk.kid })
    .setIssuer(bffEnvironment["MASKINPORTEN_CLIENT_ID"] ?? "")
    .setAudience(issuer)
    .setIssuedAt()
    .setExpirationTime("60s")
    .setJti(randomUUID())
    .sign(await importJWK(jwk, "RS256"));
  const body = new URLSearchParams({ grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer", assertion });
  const answer = await fetch(`${issuer}token`, { method: "POST", body });
  if (!answer.ok) throw new Error(await answer.text());
  return `Bearer ${TOKEN.parse(await answer.json()).access_token}`;
}
