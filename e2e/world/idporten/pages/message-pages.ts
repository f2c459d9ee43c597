import { html, page } from "./page-shell.ts";

/** Says what was wrong with a request that cannot be answered to the service. */
export const errorPage = (error: string, description = ""): string =>
  page(
    "Noe gikk galt",
    html`<h1>Noe gikk galt</h1>
      <p>Innloggingen kan ikke fortsette. Gå tilbake til tjenesten og prøv på nytt.</p>
      <p>Til den som tester: <code>${error}</code> ${description}</p>`,
  );

/** Shown when a logout names no registered address to go on to. */
export const loggedOutPage = (): string =>
  page(
    "Du er logget ut",
    html`<h1>Du er logget ut</h1>
      <p>Du er logget ut av ID-porten og tjenestene du brukte. Du kan lukke vinduet.</p>`,
  );

/** Shown when there is no ID-porten session left to end; ID-porten does not lead back from here. */
export const noSessionPage = (): string =>
  page(
    "Du er ikke logget inn",
    html`<h1>Du er ikke logget inn i ID-porten</h1>
      <p>Økten er allerede avsluttet. Du kan lukke vinduet.</p>`,
  );

/** Answers an address this host does not serve. */
export const notFoundPage = (): string =>
  page(
    "Fant ikke siden",
    html`<h1>Fant ikke siden</h1>
      <p>Adressen finnes ikke her.</p>`,
  );
