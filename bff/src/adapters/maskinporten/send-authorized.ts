import type { UpstreamClient, UpstreamRequest, UpstreamResponse } from "../../platform/upstream-client.ts";
import type { UpstreamResult } from "../../ports/upstream-result.ts";
import type { MachineTokens } from "./client.ts";
import type { TokenNeed } from "./grant.ts";

/**
 * Sends with a machine token. A 401 may mean that the token died on the way: it is dropped, fetched once more and the
 * call repeated once (national-registers A.11). Promises that a refusal, 5xx or redirect comes back as a failure.
 */
export async function sendAuthorized(
  client: UpstreamClient,
  tokens: MachineTokens,
  need: TokenNeed,
  request: UpstreamRequest,
): Promise<UpstreamResult<UpstreamResponse>> {
  const token = await tokens.token(need);
  if (!token.ok) return token;
  const answer = await client.send(withToken(request, token.value));
  if (!answer.ok || answer.value.status !== 401) return judged(client, answer);
  tokens.drop(need, token.value);
  const fresh = await tokens.token(need);
  return fresh.ok ? judged(client, await client.send(withToken(request, fresh.value))) : fresh;
}

function withToken(request: UpstreamRequest, token: string): UpstreamRequest {
  return { ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } };
}

function judged(
  client: UpstreamClient,
  answer: UpstreamResult<UpstreamResponse>,
): UpstreamResult<UpstreamResponse> {
  if (!answer.ok) return answer;
  const { status } = answer.value;
  if (status === 401 || status === 403) return client.failure("refused", { status });
  if (status === 429 || status >= 500) return client.failure("unavailable", { status });
  if (status >= 300 && status < 400) return client.failure("contract", { status, reason: "redirect" });
  return answer;
}
