import type { UpstreamClient, UpstreamRequest, UpstreamResponse } from "../../platform/upstream-client.ts";
import type { UpstreamResult } from "../../ports/upstream-result.ts";
import type { MachineTokens } from "./client.ts";
import type { TokenNeed } from "./grant.ts";

/**
 * Sends with a machine token. A 401 may mean that the token died on the way: it is dropped, fetched once more and the
 * call repeated once (national-registers A.11). Promises that a refusal, 5xx or redirect comes back as a failure, and
 * an answer within the client's time budget, tokens and repeat included.
 */
export async function sendAuthorized(
  client: UpstreamClient,
  tokens: MachineTokens,
  need: TokenNeed,
  request: UpstreamRequest,
): Promise<UpstreamResult<UpstreamResponse>> {
  const deadline = client.deadline();
  const waiting = { deadline, caller: request.caller };
  const token = await inTime(client, tokens.token(need), waiting);
  if (!token.ok) return token;
  const answer = await client.send(withToken({ ...request, deadline }, token.value));
  if (!answer.ok || answer.value.status !== 401) return judged(client, answer);
  tokens.drop(need, token.value);
  const fresh = await inTime(client, tokens.token(need), waiting);
  return fresh.ok
    ? judged(client, await client.send(withToken({ ...request, deadline }, fresh.value)))
    : fresh;
}

/** The token goes on being fetched for whoever else needs it; this call waits neither past its deadline nor for nobody. */
async function inTime(
  client: UpstreamClient,
  token: Promise<UpstreamResult<string>>,
  { deadline, caller }: Pick<UpstreamRequest, "deadline" | "caller">,
): Promise<UpstreamResult<string>> {
  const late = Promise.withResolvers<UpstreamResult<string>>();
  const ends = [
    {
      signal: deadline,
      giveUp: () => late.resolve(client.failure("timeout", { reason: "no token in time" })),
    },
    { signal: caller, giveUp: () => late.resolve(client.failure("cancelled")) },
  ];
  for (const { signal, giveUp } of ends) {
    if (signal?.aborted === true) giveUp();
    signal?.addEventListener("abort", giveUp, { once: true });
  }
  try {
    return await Promise.race([token, late.promise]);
  } finally {
    for (const { signal, giveUp } of ends) signal?.removeEventListener("abort", giveUp);
  }
}

function withToken(request: UpstreamRequest, token: string): UpstreamRequest {
  return { ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } };
}

function judged(
  client: UpstreamClient,
  answer: UpstreamResult<UpstreamResponse>,
): UpstreamResult<UpstreamResponse> {
  if (!answer.ok) return answer;
  const { status, retryAfterMs } = answer.value;
  if (status === 401 || status === 403) return client.failure("refused", { status });
  const mayNameTime = (status === 429 || status === 503) && retryAfterMs !== null;
  if (status === 429 || status >= 500)
    return client.failure("unavailable", { status, ...(mayNameTime && { retryAfterMs }) });
  if (status >= 300 && status < 400) return client.failure("contract", { status, reason: "redirect" });
  return answer;
}
