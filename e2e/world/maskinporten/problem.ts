/** A refusal of the token endpoint (national-registers C.4). */
export interface GrantProblem {
  status: 400 | 403;
  error: "invalid_request" | "invalid_grant" | "invalid_scope" | "unsupported_grant_type" | "forbidden";
  error_description: string;
}

const refuse = (error: GrantProblem["error"], text: string, status: 400 | 403 = 400): GrantProblem => ({
  status,
  error,
  error_description: text,
});
const invalidAssertion = (text: string) => refuse("invalid_grant", `Invalid assertion. ${text}`);

/** One refusal for each rule that Maskinporten enforces. */
export const PROBLEMS = {
  grantType: refuse(
    "unsupported_grant_type",
    "Only urn:ietf:params:oauth:grant-type:jwt-bearer is supported",
  ),
  malformed: refuse("invalid_request", "Malformed parameter in grant (MP-011)"),
  unknownClaim: invalidAssertion("The JWT grant contains an unknown claim"),
  algorithm: invalidAssertion("The signing algorithm is not supported"),
  keyMissing: invalidAssertion("The header must contain kid"),
  reused: invalidAssertion("The JWT grant has been used before (MP-012)"),
  client: invalidAssertion("Client not found (MP-100)"),
  audience: invalidAssertion("Client authentication failed. Invalid JWT claim aud (MP-110)"),
  keyExpired: invalidAssertion("Client authentication failed. The registered key has expired (MP-121)"),
  keyUnknown: refuse("invalid_grant", "Invalid assertion."),
  signature: invalidAssertion("Client authentication failed. Invalid signature (MP-124)"),
  expired: invalidAssertion("Client authentication failed. The JWT is expired or lives too long (MP-130)"),
  issuedInFuture: invalidAssertion("Issue time is after now"),
  scope: refuse("invalid_scope", "The scope is not registered on the client (MP-200)"),
  ownOrganisation: refuse(
    "invalid_request",
    "combination consumer_org in claim and delegation scope on client is invalid",
  ),
  delegation: refuse("forbidden", "Consumer has not delegated the scope to the supplier (MP-251)", 403),
} satisfies Record<string, GrantProblem>;
