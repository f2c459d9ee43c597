import { html } from "hono/html";
import { LANGUAGES } from "@foresattportal/shared/languages.ts";
import type { Markup } from "../plain-page.ts";
import type { ProfilePage } from "./profile-view.ts";

/** The form for reservation against digital post and for the language of the national register. */
export function settingsSection({ texts, entry }: ProfilePage): Markup {
  const reserved = Boolean(entry?.reservedAt);
  return html`<section aria-labelledby="settings">
    <h2 id="settings">${texts.settings}</h2>
    <form method="post" action="/profil">
      <fieldset>
        <legend>${texts.digitalPost}</legend>
        ${choice("no", texts.digitalPostYes, !reserved)} ${choice("yes", texts.digitalPostNo, reserved)}
      </fieldset>
      <div class="field">
        <label for="language">${texts.language}</label>
        <select id="language" name="language">
          ${LANGUAGES.map((code) => html`<option value="${code}" ${entry?.language === code ? html`selected` : ""}>${texts.languages[code]}</option>`)}
        </select>
      </div>
      <button name="action" value="settings">${texts.saveSettings}</button>
    </form>
  </section>`;
}

function choice(value: "yes" | "no", label: string, chosen: boolean): Markup {
  return html`<label class="choice"
    ><input type="radio" name="reserved" value="${value}" ${chosen ? html`checked` : ""} /> ${label}</label
  >`;
}
