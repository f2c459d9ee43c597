import { STATUS_CODES } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import { noteCanaries } from "../../canary/ledger.ts";
import { checkAssertions } from "./assertion.ts";
import { decideAccess, isSame, scopesOf } from "./access.ts";
import { issueAccessToken } from "./access-token.ts";
import { PROBLEMS } from "./problem.ts";
import { pathOf, readForm, sendJson } from "../exchange.ts";
import { startServer } from "../server.ts";
import { createRegisteredKeys } from "../registered-keys.ts";
import { createSigningKeys } from "../signing-keys.ts";
import { createRequestLog } from "../request-log.ts";
import type { RequestLog } from "../request-log.ts";
import { withFaults } from "../faulty-handler.ts";
import { clockOf, createFaults } from "../upstream-faults.ts";
import type { AssertionOutcome } from "./assertion.ts";
import type { MaskinportenFault } from "./faults.ts";
import type { Delegation, MaskinportenOptions } from "./options.ts";
import type { GrantProblem } from "./problem.ts";
import type { Handler } from "../server.ts";
import type { RegisteredKeys } from "../registered-keys.ts";
import type { SigningKeys } from "../signing-keys.ts";
import type { Faults } from "../upstream-faults.ts";

export interface IssuedToken {
  /** Organisation number. */
  readonly consumer: string;
  readonly scope: string;
}

const JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";

export interface Maskinporten {
  origin: string;
  /** The origin with a trailing slash: the exact `iss` of tokens and `aud` of grants. */
  issuer: string;
  jwksUri: string;
  /** Requests for tokens are its writes, those for metadata and keys its reads. */
  faults: Faults<MaskinportenFault>;
  /** What it has been asked, faulty answers included. */
  readonly requests: RequestLog;
  /** How many times the token endpoint has been called, faulty answers included. */
  readonly tokenRequests: number;
  /** Every token it has issued, in that order: for whom, with which scopes. */
  readonly issued: readonly IssuedToken[];
  /** Withdraws a delegation; the next token request for it answers MP-251. */
  revokeDelegation(row: Delegation): void;
  /** Which keys its clients have registered. */
  registered: RegisteredKeys;
  /** Signs with a new key; the replaced one stays published. */
  rotateKeys(): Promise<void>;
  /** How often that has been done. */
  readonly keyRotations: number;
  /** Delegations, faults and counter as at the start; a used grant stays used. */
  reset(): void;
  close(): Promise<void>;
}

/** Starts a Maskinporten that refuses everything the real one is documented to refuse. */
export async function startMaskinporten(options: MaskinportenOptions): Promise<Maskinporten> {
  const keys = await createSigningKeys();
  const front = { faults: createFaults<MaskinportenFault>({}), requests: createRequestLog() };
  const registered = createRegisteredKeys(options.clients);
  let delegations = [...options.delegations];
  let tokenRequests = 0;
  const issued: IssuedToken[] = [];
  const started = Promise.withResolvers<Handler>();
  const faulty = faultyHandler(front, async (request, response) =>
    (await started.promise)(request, response),
  );
  const server = await startServer({
    port: options.port,
    handler: (request, response) => {
      if (isTokenRequest(request)) tokenRequests += 1;
      return faulty(request, response);
    },
  });
  const issuer = `${server.origin}/`;
  const parts = { options, keys, faults: front.faults, registered, issued };
  const token = tokenEndpoint({ ...parts, issuer, delegations: () => delegations });
  started.resolve(route(issuer, keys, token));
  return {
    origin: server.origin,
    issuer,
    jwksUri: `${issuer}jwk`,
    ...front,
    get tokenRequests() {
      return tokenRequests;
    },
    issued,
    revokeDelegation(row) {
      delegations = delegations.filter((other) => !isSame(row, other));
    },
    rotateKeys: keys.rotate,
    get keyRotations() {
      return keys.rotations;
    },
    registered,
    reset() {
      delegations = [...options.delegations];
      tokenRequests = 0;
      issued.length = 0;
      front.faults.clear();
      front.requests.clear();
      registered.reset();
    },
    close: server.close,
  };
}

function faultyHandler(
  front: { readonly faults: Faults<MaskinportenFault>; readonly requests: RequestLog },
  handler: Handler,
): Handler {
  return withFaults({
    ...front,
    isWrite: isTokenRequest,
    writeError(response, status, headers) {
      // A refusal is Maskinporten's own word, an outage that of whatever stands before it.
      const refusal = status === 401 ? "invalid_client" : status === 403 ? "access_denied" : null;
      const type = refusal === null ? "text/plain" : "application/json";
      const body = refusal === null ? STATUS_CODES[status] : JSON.stringify({ error: refusal });
      response.writeHead(status, { "content-type": type, ...headers }).end(body);
    },
    handler,
  });
}

const isTokenRequest = (request: IncomingMessage): boolean =>
  request.method === "POST" && pathOf(request) === "/token";

function route(issuer: string, keys: SigningKeys, token: Handler): Handler {
  return (request, response) => {
    switch (`${request.method} ${pathOf(request)}`) {
      case "GET /.well-known/oauth-authorization-server":
        return sendJson(response, 200, metadata(issuer));
      case "GET /jwk":
        return sendJson(response, 200, keys.jwks());
      case "POST /token":
        return token(request, response);
      default:
        return sendJson(response, 404, { error: "not_found" });
    }
  };
}

const metadata = (issuer: string) => ({
  issuer,
  token_endpoint: `${issuer}token`,
  jwks_uri: `${issuer}jwk`,
  grant_types_supported: [JWT_BEARER],
  token_endpoint_auth_methods_supported: ["private_key_jwt"],
  token_endpoint_auth_signing_alg_values_supported: ["RS256"],
});

interface TokenEndpoint {
  issuer: string;
  options: MaskinportenOptions;
  keys: SigningKeys;
  faults: Faults<MaskinportenFault>;
  registered: RegisteredKeys;
  delegations: () => readonly Delegation[];
  issued: IssuedToken[];
}

function tokenEndpoint({
  issuer,
  options,
  keys,
  faults,
  registered,
  delegations,
  issued,
}: TokenEndpoint): Handler {
  const check = checkAssertions({
    issuer,
    clients: options.clients,
    keyExpired: () => faults.active.keyExpired === true,
    unknownKey: () => (faults.active.unknownKey === "no code" ? PROBLEMS.keyUnknown : PROBLEMS.signature),
    registered,
    clock: () => clockOf(faults),
  });
  return async (request, response) => {
    const grant = await readGrant(request, check);
    if (!grant.ok) return sendProblem(response, grant.problem);
    const decision = decideAccess(grant.client, grant.claims, delegations());
    if (!decision.ok)
      return sendProblem(response, withStatus(decision.problem, faults.active.forbiddenStatus));
    const lifetime = faults.active.tokenLifetime ?? options.tokenLifetime ?? 120;
    const order = {
      issuer,
      key: keys.current,
      lifetime,
      now: clockOf(faults),
      claims: grant.claims,
      access: decision.access,
    };
    issued.push({ consumer: decision.access.consumer, scope: scopesOf(grant.claims).join(" ") });
    sendJson(response, 200, await issueAccessToken(order));
  };
}

async function readGrant(
  request: IncomingMessage,
  check: (assertion: string) => Promise<AssertionOutcome>,
): Promise<AssertionOutcome> {
  const form = await readForm(request);
  if (form.get("grant_type") !== JWT_BEARER) return { ok: false, problem: PROBLEMS.grantType };
  const assertion = form.get("assertion");
  if (assertion === null) return { ok: false, problem: PROBLEMS.malformed };
  noteCanaries("client assertion", assertion);
  return check(assertion);
}

function withStatus(problem: GrantProblem, forbidden: 400 | 403 = 403): GrantProblem {
  return problem.error === "forbidden" ? { ...problem, status: forbidden } : problem;
}

function sendProblem(response: ServerResponse, { status, ...body }: GrantProblem): void {
  sendJson(response, status, body);
}
