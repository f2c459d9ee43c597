import type { Answer, SeenRequest } from "./test-server.ts";

/** The part of ID-porten's metadata that the adapter reads (national-registers B.1). */
export function metadata(issuer: string, changed: Readonly<Record<string, string>> = {}) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    pushed_authorization_request_endpoint: `${issuer}/par`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks.json`,
    end_session_endpoint: `${issuer}/logout`,
    ...changed,
  };
}

/** Answers metadata and pushed requests as ID-porten does, and looks at no key. */
export function idportenAnswer(issuer: string, { path }: SeenRequest): Answer {
  if (path === "/.well-known/openid-configuration") return { body: metadata(issuer) };
  if (path === "/par") return { status: 201, body: { request_uri: "urn:request:1", expires_in: 120 } };
  if (path === "/jwks.json") return { body: { keys: [] } };
  return { status: 404 };
}
