import { errors, jwtVerify } from "jose";
import { z } from "zod";
import type { LogoutNotice } from "../../ports/identity-provider.ts";
import type { Discovered, IdportenOptions } from "./configuration.ts";

const MAX_AGE_SECONDS = 5 * 60;
const CLOCK_TOLERANCE_SECONDS = 30;

const claims = z.object({
  sid: z.string().min(1).max(256),
  jti: z.string().min(1).max(256),
  exp: z.number(),
  events: z.looseObject({ "http://schemas.openid.net/event/backchannel-logout": z.looseObject({}) }),
  nonce: z.undefined().optional(),
});

/**
 * OIDC Back-Channel Logout 1.0, 2.6: signature, issuer, audience, age, `typ`, the logout event, and no nonce, so that
 * an ID token can never pass as a logout token. ID-porten's example carries `typ`, so it is demanded.
 */
export async function logoutNoticeFrom(
  token: string,
  { keys }: Discovered,
  options: IdportenOptions,
): Promise<LogoutNotice | "refused"> {
  try {
    const { payload } = await jwtVerify(token, keys, {
      issuer: options.issuer,
      audience: options.clientId,
      algorithms: ["RS256"],
      typ: "logout+jwt",
      maxTokenAge: MAX_AGE_SECONDS,
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
    });
    const parsed = claims.safeParse(payload);
    if (!parsed.success) return "refused";
    const { sid, jti, exp } = parsed.data;
    return { sid, tokenId: jti, expiresAt: new Date(exp * 1000) };
  } catch (error) {
    // The keys could not be fetched: that says nothing of the token, and the caller must not take it for a refusal.
    if (!(error instanceof errors.JOSEError) || error.code === "ERR_JOSE_GENERIC") throw error;
    if (error instanceof errors.JWKSTimeout) throw error;
    return "refused";
  }
}
