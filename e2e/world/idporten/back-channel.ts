import type { Provider } from "oidc-provider";
import { metadata } from "./metadata.ts";
import { pathOf, sendJson } from "../exchange.ts";
import { withRememberedBearer, withRememberedToken } from "./remembered-token.ts";
import type { AccessTokens } from "./access-tokens.ts";
import type { IdportenFaults } from "./faults.ts";
import type { Hosts } from "./metadata.ts";
import type { Handler } from "../server.ts";
import type { SigningKeys } from "../signing-keys.ts";

interface BackChannelOptions {
  provider: Provider;
  keys: SigningKeys;
  faults: IdportenFaults;
  hosts: Hosts;
  accessTokens: AccessTokens;
  onKeysAsked: () => void;
}

/** Serves what services call themselves; nothing a browser is sent to. */
export function serveBackChannel(options: BackChannelOptions): Handler {
  const { provider, keys, faults, hosts, accessTokens } = options;
  const toProvider = provider.callback();
  return async (request, response) => {
    switch (`${request.method} ${pathOf(request)}`) {
      case "GET /.well-known/openid-configuration":
        return sendJson(response, 200, metadata(hosts, faults.active));
      case "GET /jwks.json":
        options.onKeysAsked();
        if (faults.active.keys === "hang") return;
        return faults.active.keys === "500"
          ? sendJson(response, 500, { error: "server_error" })
          : sendJson(response, 200, keys.jwks());
      case "POST /token":
        return faults.active.tokenEndpoint === undefined
          ? toProvider(request, response)
          : failToken(faults.active.tokenEndpoint)(request, response);
      case "POST /par":
        return toProvider(request, response);
      case "POST /token/revoke":
      case "POST /token/introspect":
        return toProvider(await withRememberedToken(request, accessTokens), response);
      case "GET /userinfo":
      case "POST /userinfo":
        return toProvider(withRememberedBearer(request, accessTokens), response);
      default:
        return sendJson(response, 404, { error: "not_found" });
    }
  };
}

function failToken(fault: NonNullable<IdportenFaults["active"]["tokenEndpoint"]>): Handler {
  return (_request, response) => {
    switch (fault) {
      case "500":
        return sendJson(response, 500, { error: "server_error" });
      case "html":
        response.writeHead(200, { "content-type": "text/html" }).end("<h1>Driftsforstyrrelse</h1>");
        return;
      case "half-json":
        response.writeHead(200, { "content-type": "application/json" }).end('{"access_token":"abc","id_to');
        return;
      case "flood":
        response
          .writeHead(200, { "content-type": "application/json" })
          .end(`{"access_token":"${"a".repeat(2 * 1024 * 1024)}`);
        return;
      case "hang":
    }
  };
}
