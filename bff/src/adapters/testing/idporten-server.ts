import { generateKeyPairSync } from "node:crypto";
import { SignJWT, type JWTPayload } from "jose";
import { newClientKey } from "./client-key.ts";
import { startTestServer, type Answer, type SeenRequest, type TestServer } from "./test-server.ts";

const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const KID = "idporten-2026";

export const PORTAL_KEY = newClientKey("portal-2026");
export const CLIENT_ID = "portal";

export interface IdportenServer extends TestServer {
  /** Changes the discovery document; undefined removes a member. */
  describeAs(changes: Readonly<Record<string, unknown>>): void;
  /** How this path answers from now on; null: as it should. */
  answerAt(
    path: "/.well-known/openid-configuration" | "/jwks" | "/logout" | "/par" | "/token",
    answer: (() => Answer | Promise<Answer>) | null,
  ): void;
  /** The discovery document as it is described, for an answer that takes its time. */
  description(): Answer;
  /** Requests for this path. */
  askedFor(path: string): readonly SeenRequest[];
  sign(claims: JWTPayload, header?: Readonly<Record<string, unknown>>): Promise<string>;
}

/** ID-porten with only as much behind its addresses as a test of the adapter puts there. */
export async function startIdportenServer(): Promise<IdportenServer> {
  const server = await startTestServer();
  const issuer = server.url;
  let changes: Readonly<Record<string, unknown>> = {};
  const own = new Map<string, () => Answer | Promise<Answer>>();
  const description = (): Answer => ({ body: { ...metadata(issuer), ...changes } });
  const good: Record<string, () => Answer> = {
    "/.well-known/openid-configuration": description,
    "/jwks": () => ({
      body: { keys: [{ ...publicKey.export({ format: "jwk" }), kid: KID, alg: "RS256", use: "sig" }] },
    }),
    "/par": () => ({ status: 201, body: { request_uri: "urn:idporten:a-request", expires_in: 120 } }),
  };
  server.answer(({ path }) => (own.get(path) ?? good[path])?.() ?? { status: 404 });
  return {
    ...server,
    description,
    describeAs: (members) => {
      changes = members;
    },
    answerAt: (path, answer) => void (answer === null ? own.delete(path) : own.set(path, answer)),
    askedFor: (path) => server.requests.filter((request) => request.path === path),
    sign: (claims, header = {}) =>
      new SignJWT(claims).setProtectedHeader({ alg: "RS256", kid: KID, ...header }).sign(privateKey),
  };
}

function metadata(issuer: string): Record<string, unknown> {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    pushed_authorization_request_endpoint: `${issuer}/par`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    end_session_endpoint: `${issuer}/logout`,
    response_types_supported: ["code"],
    subject_types_supported: ["pairwise"],
    id_token_signing_alg_values_supported: ["RS256"],
    code_challenge_methods_supported: ["S256"],
    authorization_response_iss_parameter_supported: true,
  };
}
