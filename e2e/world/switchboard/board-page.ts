import { html } from "hono/html";
import { page } from "./page-shell.ts";
import type { Markup } from "../plain-page.ts";
import type { Switch } from "./switches.ts";
import { systemSection } from "./system-section.ts";
import { tellFault } from "./told-fault.ts";

/** The whole board: what is wrong where, and a form for each system. */
export function boardPage(switches: readonly Switch[], portalOrigin: string): Markup {
  const wrong = switches.filter(({ name, active }) => tellFault(name, active()) !== null);
  const summary = wrong.length === 0 ? "Alt er i orden" : `Feil hos ${wrong.length} av ${switches.length}`;
  return page(
    summary,
    html`<h1>Hva skal gå galt?</h1>
      <p class="lead">
        Her får du systemene rundt portalen til å svikte, så du kan se hvordan siden klarer seg. Alle
        systemene er simulerte, og alle personer er oppdiktede.
      </p>
      <div class="summary">
        <p>
          <b>${summary}${wrong.length === 0 ? "." : ":"}</b>
          ${wrong.map(({ name, title }, place) => html`${place === 0 ? "" : ", "}<a href="#${name}">${title}</a>`)}
        </p>
        ${wrong.length === 0 ? "" : allRight()}
      </div>
      <p class="links">
        <a href="${portalOrigin}">Åpne portalen</a>
        <a href="/">Hent denne siden på nytt</a>
      </p>
      <div class="systems">${switches.map(systemSection)}</div>
      <h2>Begynne helt på nytt?</h2>
      <p>Da er alt i orden igjen, og personenes opplysninger er som da den simulerte omverdenen startet.</p>
      <form method="post" action="/nullstill"><button>Begynn helt på nytt</button></form>`,
  );
}

const allRight = (): Markup =>
  html`<form method="post" action="/i-orden">
    <button class="primary">Alt i orden igjen overalt</button>
  </form>`;

/** For a form that did not come from the board. */
export function unreadablePage(): Markup {
  return page(
    "Skjemaet kan ikke leses",
    html`<h1>Skjemaet kan ikke leses</h1>
      <p>Ingenting er endret. <a href="/">Gå til bryterpanelet</a></p>`,
  );
}
