import { html } from "hono/html";
import { confirmSection, contactSection, deleteSection } from "./contact-sections.ts";
import { page } from "./page-shell.ts";
import type { Markup } from "../plain-page.ts";
import { notice } from "./notice.ts";
import type { ProfilePage } from "./profile-view.ts";
import { settingsSection } from "./settings-section.ts";
import type { Texts } from "./texts.ts";

/** The page where a person keeps her own entry in Kontakt- og reservasjonsregisteret; it has one way back. */
export function profilePage(view: ProfilePage): Markup {
  const { texts, entry, unreadable } = view;
  const headline = view.notice === null ? texts.title : texts.notices[view.notice];
  const refused = unreadable.length > 0;
  return page(
    texts,
    refused ? texts.nothingSaved : headline,
    html`<h1>${texts.title}</h1>
      <p>${texts.registerOf} ${view.name}</p>
      ${entry === null || entry.status === "SLETTET" ? html`<p>${texts.becomeRegistered}</p>` : ""}
      ${notice(view)} ${refused ? html`<p class="notice error" role="alert">${texts.nothingSaved}</p>` : ""}
      ${view.notice === null || view.returnTo === null ? exit(view) : ""} ${contactSection(view)}
      ${confirmSection(view)} ${deleteSection(view)} ${settingsSection(view)}`,
  );
}

/** Shown after «Logg ut», and when ID-porten sent the person back without a log-in. */
export function leftPage(texts: Texts): Markup {
  return page(
    texts,
    texts.notLoggedIn,
    html`<h1>${texts.notLoggedIn}</h1>
      <p><a href="/">${texts.logIn}</a></p>`,
  );
}

/** Shown while ID-porten does not answer; trying again is the same request again. */
export function noLoginPage(texts: Texts, again: string): Markup {
  return page(
    texts,
    texts.noLogin,
    html`<h1>${texts.noLogin}</h1>
      <p>${texts.noLoginReason}</p>
      <p><a class="button" href="${again}">${texts.tryAgain}</a></p>`,
  );
}

function exit({ texts, returnTo }: ProfilePage): Markup {
  return returnTo === null
    ? html`<p class="exit"><a href="/ut">${texts.logOut}</a></p>`
    : html`<p class="exit"><a href="${returnTo}">${texts.backTo} ${new URL(returnTo).host}</a></p>`;
}
