import { IncomingMessage } from "node:http";
import { readForm } from "../exchange.ts";
import type { AccessTokens } from "./access-tokens.ts";

// oidc-provider knows its own tokens only: a self-contained one is exchanged for the one behind it on the way in.

/** The same request with the token in its form exchanged; the request itself has been read by then. */
export async function withRememberedToken(
  request: IncomingMessage,
  tokens: AccessTokens,
): Promise<IncomingMessage> {
  const form = await readForm(request);
  const token = form.get("token");
  if (token !== null) form.set("token", tokens.remembered(token));
  const body = form.toString();
  const copy = new IncomingMessage(request.socket);
  copy.method = request.method;
  copy.url = request.url;
  copy.headers = { ...request.headers, "content-length": String(Buffer.byteLength(body)) };
  copy.complete = true;
  copy.push(body);
  copy.push(null);
  return copy;
}

/** The same request with its bearer token exchanged. */
export function withRememberedBearer(request: IncomingMessage, tokens: AccessTokens): IncomingMessage {
  const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
  if (token !== undefined) request.headers.authorization = `Bearer ${tokens.remembered(token)}`;
  return request;
}
