import type { IncomingMessage, ServerResponse } from "node:http";
import { errors } from "oidc-provider";
import type { Provider } from "oidc-provider";
import { levelOf, lowestAccepted, reaches } from "./assurance-levels.ts";
import { loginPage } from "./pages/login-page.ts";
import { errorPage } from "./pages/message-pages.ts";
import { PAGE_HEADERS } from "./pages/page-shell.ts";
import { cancelLogin, completeLogin } from "./session-person.ts";
import { readForm } from "../exchange.ts";
import type { IdportenClient, LoginPerson } from "./options.ts";
import type { Handler } from "../server.ts";

interface LoginPagesOptions {
  provider: Provider;
  people: readonly LoginPerson[];
  clients: readonly IdportenClient[];
}

/** Shows who can log in (GET) and takes the choice or the cancellation (POST). */
export function serveLoginPages({ provider, people, clients }: LoginPagesOptions): Handler {
  return async (request, response) => {
    const interaction = await ongoingLogin(provider, request, response);
    if (interaction === undefined) return sendPage(response, 400, errorPage("login_expired"));
    const needed = lowestAccepted(interaction.params["acr_values"]);
    if (request.method !== "POST") {
      const client = clients.find(({ clientId }) => clientId === interaction.params["client_id"]);
      return sendPage(response, 200, loginPage({ people, clientName: client?.name ?? "", needed }));
    }
    const form = await readForm(request);
    if (form.has("cancel")) return redirect(response, await cancelLogin(interaction));
    const person = people[Number(form.get("person") ?? -1)];
    const level = levelOf(form.get("level"));
    if (person === undefined || level === undefined || !reaches(level, needed)) {
      return sendPage(response, 400, errorPage("invalid_choice"));
    }
    const login = { nationalId: person.nationalId, level };
    redirect(response, await completeLogin(provider, interaction, login));
  };
}

async function ongoingLogin(provider: Provider, request: IncomingMessage, response: ServerResponse) {
  try {
    return await provider.interactionDetails(request, response);
  } catch (fault) {
    if (fault instanceof errors.SessionNotFound) return undefined;
    throw fault;
  }
}

/** Sends one of ID-porten's own pages. */
export function sendPage(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, PAGE_HEADERS).end(body);
}

/** Sends the browser on with a GET. */
export function redirect(response: ServerResponse, location: string): void {
  response.writeHead(303, { location, "cache-control": "no-store" }).end();
}
