import { decodeJwt, decodeProtectedHeader, jwtVerify } from "jose";
import { z } from "zod";
import type { LogoutNotice } from "../../ports/identity-provider.ts";
import type { Discovered, IdportenOptions } from "./configuration.ts";
import { tellsNothingOfKey } from "./patient-keys.ts";

const MAX_AGE_SECONDS = 5 * 60;
const CLOCK_TOLERANCE_SECONDS = 30;

const claims = z.object({
  sid: z.string().min(1).max(256),
  jti: z.string().min(1).max(256),
  exp: z.number(),
  events: z.looseObject({ "http://schemas.openid.net/event/backchannel-logout": z.looseObject({}) }),
  nonce: z.undefined().optional(),
});

/** What no key could make a logout token: nothing is fetched, kept or waited for because of it. */
export function looksLikeLogoutToken(token: string): boolean {
  try {
    return decodeProtectedHeader(token).alg === "RS256" && claims.safeParse(decodeJwt(token)).success;
  } catch {
    return false;
  }
}

/**
 * OIDC Back-Channel Logout 1.0, 2.6: signature, issuer, audience, age, `typ`, the logout event, and no nonce, so that
 * an ID token can never pass as a logout token. ID-porten's example carries `typ`, so it is demanded (LO13).
 */
export async function logoutNoticeFrom(
  token: string,
  receivedAt: Date,
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
      currentDate: receivedAt,
    });
    const parsed = claims.safeParse(payload);
    if (!parsed.success) return "refused";
    const { sid, jti, exp } = parsed.data;
    return { sid, tokenId: jti, expiresAt: new Date(exp * 1000) };
  } catch (error) {
    // The caller must not take it for a refusal.
    if (tellsNothingOfKey(error)) throw error;
    return "refused";
  }
}
