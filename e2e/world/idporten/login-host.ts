import type { Provider } from "oidc-provider";
import { sendPage, serveLoginPages } from "./login-pages.ts";
import { serveLogout } from "./logout.ts";
import { loggedOutPage, notFoundPage } from "./pages/message-pages.ts";
import { pathOf } from "../exchange.ts";
import type { IdportenFaults } from "./faults.ts";
import type { IdportenClient, LoginPerson } from "./options.ts";
import type { Handler } from "../server.ts";
import type { SigningKeys } from "../signing-keys.ts";

interface LoginHostOptions {
  provider: Provider;
  keys: SigningKeys;
  people: readonly LoginPerson[];
  clients: readonly IdportenClient[];
  faults: IdportenFaults;
  /** The origin of this host. */
  login: string;
}

/** Serves what browsers are sent to; none of the endpoints that services call. */
export function serveLoginHost(options: LoginHostOptions): Handler {
  const { provider, keys, people, clients, faults, login } = options;
  const authorize = provider.callback();
  const logIn = serveLoginPages({ provider, people, clients });
  const logOut = serveLogout({ provider, keys, clients, faults, loggedOutUrl: `${login}/logged-out` });
  return async (request, response) => {
    const [, area] = pathOf(request).split("/");
    switch (`${request.method} ${area}`) {
      case "GET authorize":
        return authorize(request, response);
      case "GET login":
      case "POST login":
        return logIn(request, response);
      case "GET logout":
      case "POST logout":
        return logOut(request, response);
      case "GET logged-out":
        return sendPage(response, 200, loggedOutPage());
      default:
        sendPage(response, 404, notFoundPage());
    }
  };
}
