import { randomBytes } from "node:crypto";
import { exportJWK } from "jose";
import { KRR_SCOPE, PORTAL_CLIENTS } from "../world/bff-environment.ts";
import { createSigningKey } from "../world/signing-keys.ts";
import { BENCH_REGISTER } from "./bench-register.ts";
import type { BenchAddresses } from "./start-bench-world.ts";

/** Where there is nobody: a nightly run neither logs anybody in nor shows a page. */
const NOBODY = "http://localhost:1";

/** The configuration of a portal whose only register is the bench's, for one run after another on the same database. */
export async function syncEnvironment(
  { maskinporten, krr, register }: Pick<BenchAddresses, "maskinporten" | "krr" | "register">,
  databaseUrl: string,
): Promise<Record<string, string>> {
  const { privateKey, kid } = await createSigningKey("bench");
  const jwk = JSON.stringify({ ...(await exportJWK(privateKey)), kid, use: "sig", alg: "RS256" });
  return {
    DATABASE_URL: databaseUrl,
    LOG_LEVEL: "warn",
    SESSION_KEYS: `bench:${randomBytes(32).toString("base64")}`,
    IDPORTEN_ISSUER: NOBODY,
    IDPORTEN_CLIENT_ID: PORTAL_CLIENTS.idporten,
    IDPORTEN_CLIENT_JWK: jwk,
    MASKINPORTEN_ISSUER: maskinporten,
    MASKINPORTEN_CLIENT_ID: PORTAL_CLIENTS.maskinporten,
    MASKINPORTEN_CLIENT_JWK: jwk,
    KRR_BASE_URL: krr,
    KRR_SCOPE,
    KRR_MODE: "write",
    KRR_PROFILE_URL: `${NOBODY}/`,
    KRR_GOTO_URL: `${NOBODY}/tilbake`,
    CONTACT_REGISTERS: JSON.stringify([
      {
        ...BENCH_REGISTER,
        adapter: "contact-register-api",
        baseUrl: register,
        auth: { type: "maskinporten", scope: "contacts.read contacts.write" },
      },
    ]),
  };
}
