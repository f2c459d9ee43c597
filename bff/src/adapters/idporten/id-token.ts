import { jwtVerify } from "jose";
import { z } from "zod";
import { NationalId } from "../../domain/national-id.ts";
import type { LoginResult } from "../../ports/identity-provider.ts";
import type { Discovered, IdportenOptions } from "./configuration.ts";

/** Only what we decide by; ID-porten may add any claim (national-registers B.5). */
const claims = z.object({
  acr: z.string().optional(),
  amr: z.union([z.string(), z.array(z.string())]).optional(),
  pid: z.string().optional(),
  sid: z.string().min(1).max(256).optional(),
});

const CLOCK_TOLERANCE_SECONDS = 30;
/** ID-porten issues it while we wait; one from another day is not the answer to our question. */
const MAX_AGE_SECONDS = 300;

/**
 * Checks what openid-client leaves to its caller: the signature (it relies on TLS to the token endpoint), the level,
 * and that there is a national id with valid check digits (national-registers B.10).
 */
export async function identityFrom(
  idToken: string,
  { keys }: Pick<Discovered, "keys">,
  options: Pick<IdportenOptions, "issuer" | "clientId" | "acceptedAcr" | "acceptTestId">,
): Promise<LoginResult> {
  const { payload } = await jwtVerify(idToken, keys, {
    issuer: options.issuer,
    audience: options.clientId,
    algorithms: ["RS256"],
    clockTolerance: CLOCK_TOLERANCE_SECONDS,
    maxTokenAge: MAX_AGE_SECONDS,
  });
  const parsed = claims.safeParse(payload);
  if (!parsed.success) return { ok: false, failure: "login-rejected", reason: "id_token_shape" };
  const { acr, amr, pid, sid } = parsed.data;
  if (acr === undefined || !options.acceptedAcr.includes(acr)) {
    return { ok: false, failure: "login-level", reason: "acr_not_accepted" };
  }
  if (!options.acceptTestId && [amr].flat().includes("TestID")) {
    return { ok: false, failure: "login-rejected", reason: "test_id_in_production" };
  }
  const nationalId = NationalId.parse(pid);
  if (nationalId === null) {
    return {
      ok: false,
      failure: "login-no-national-id",
      reason: pid === undefined ? "pid_missing" : "pid_invalid",
    };
  }
  return { ok: true, identity: { nationalId, sid: sid ?? null, acr } };
}
