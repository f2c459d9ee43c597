import { html } from "hono/html";
import type { KrrChannel, KrrEntry } from "../people/person.ts";
import type { FormErrors } from "./contact-form.ts";
import { page } from "./page-shell.ts";
import type { Markup } from "./page-shell.ts";

export interface ProfilePage {
  readonly name: string;
  readonly entry: KrrEntry | null;
  /** What was typed, where it was refused. */
  readonly typed: Partial<Record<"mobile" | "email", string>>;
  readonly errors: FormErrors;
  readonly message: string | null;
  /** Where the person came from; null = the exit is «Logg ut». */
  readonly returnTo: string | null;
}

const LANGUAGE_NAMES = { nb: "Bokmål", nn: "Nynorsk", en: "Engelsk", se: "Nordsamisk" };
const DATE = new Intl.DateTimeFormat("nb", { dateStyle: "long", timeZone: "Europe/Oslo" });

/** The page where a person keeps her own entry in Kontakt- og reservasjonsregisteret. */
export function profilePage(view: ProfilePage): Markup {
  const { entry, message } = view;
  const hasErrors = Object.keys(view.errors).length > 0;
  return page(
    hasErrors ? "Feil i skjemaet" : "Min profil",
    html`<h1>Min profil hos Digdir</h1>
      <p>Kontakt- og reservasjonsregisteret for ${view.name}</p>
      ${entry === null || entry.status === "SLETTET" ? html`<p>Du er ikke registrert. Lagre mobilnummer eller e-post for å bli det.</p>` : ""}
      ${message === null ? "" : html`<p class="notice" role="status">${message}</p>`}
      ${hasErrors ? html`<p class="notice error" role="alert">Ingenting er lagret. Rett feltene som er merket.</p>` : ""}
      ${exit(view.returnTo)} ${contactSection(view)} ${confirmSection(entry)} ${deleteSection(entry)}
      ${settingsSection(entry)} ${exit(view.returnTo)}`,
  );
}

/** Shown after «Logg ut», and when ID-porten sent the person back without a log-in. */
export function leftPage(): Markup {
  return page(
    "Du er ikke logget inn",
    html`<h1>Du er ikke logget inn</h1>
      <p><a href="/">Logg inn med ID-porten</a></p>`,
  );
}

function exit(returnTo: string | null): Markup {
  return returnTo === null
    ? html`<p class="exit"><a href="/ut">Logg ut</a></p>`
    : html`<p class="exit"><a href="${returnTo}">Tilbake til ${new URL(returnTo).host}</a></p>`;
}

function contactSection({ entry, typed, errors }: ProfilePage): Markup {
  return html`<section aria-labelledby="contact">
    <h2 id="contact">Kontaktopplysninger</h2>
    <form method="post" action="/profil" novalidate>
      ${textField({ id: "mobile", label: "Mobilnummer", type: "tel", channel: entry?.mobile ?? null, typed: typed.mobile, error: errors.mobile })}
      ${textField({ id: "email", label: "E-post", type: "email", channel: entry?.email ?? null, typed: typed.email, error: errors.email })}
      <button class="primary" name="action" value="save">Lagre</button>
    </form>
  </section>`;
}

interface TextField {
  readonly id: string;
  readonly label: string;
  readonly type: "tel" | "email";
  readonly channel: KrrChannel | null;
  readonly typed: string | undefined;
  readonly error: string | undefined;
}

function textField({ id, label, type, channel, typed, error }: TextField): Markup {
  const invalid = error === undefined ? "" : html`aria-invalid="true"`;
  return html`<div class="field">
    <label for="${id}">${label}</label>
    <p class="hint" id="${id}-hint">${ageOf(channel)}</p>
    <input
      id="${id}"
      name="${id}"
      type="${type}"
      autocomplete="${type}"
      aria-describedby="${id}-hint ${id}-error"
      ${invalid}
      value="${typed ?? channel?.value ?? ""}"
    />
    <p class="error" id="${id}-error">${error ?? ""}</p>
  </div>`;
}

function ageOf(channel: KrrChannel | null): string {
  if (channel === null) return "Ikke registrert";
  const changed = `Endret ${DATE.format(channel.updatedAt)}`;
  return channel.verifiedAt === null ? changed : `${changed}, bekreftet ${DATE.format(channel.verifiedAt)}`;
}

function confirmSection(entry: KrrEntry | null): Markup {
  if (!hasContact(entry)) return html``;
  return html`<section aria-labelledby="confirm">
    <h2 id="confirm">Stemmer opplysningene?</h2>
    <form method="post" action="/profil">
      <button name="action" value="confirm">Bekreft at de stemmer</button>
    </form>
  </section>`;
}

function deleteSection(entry: KrrEntry | null): Markup {
  if (!hasContact(entry)) return html``;
  return html`<section aria-labelledby="delete">
    <h2 id="delete">Slett opplysninger</h2>
    <form method="post" action="/profil" class="buttons">
      ${entry?.mobile ? html`<button name="action" value="delete-mobile">Slett mobilnummeret</button>` : ""}
      ${entry?.email ? html`<button name="action" value="delete-email">Slett e-postadressen</button>` : ""}
    </form>
  </section>`;
}

function hasContact(entry: KrrEntry | null): boolean {
  return Boolean(entry?.mobile ?? entry?.email);
}

function settingsSection(entry: KrrEntry | null): Markup {
  const reserved = Boolean(entry?.reservedAt);
  return html`<section aria-labelledby="settings">
    <h2 id="settings">Reservasjon og språk</h2>
    <form method="post" action="/profil">
      <fieldset>
        <legend>Digital post fra det offentlige</legend>
        <label class="choice"
          ><input type="radio" name="reserved" value="no" ${reserved ? "" : html`checked`} /> Ja takk</label
        >
        <label class="choice"
          ><input type="radio" name="reserved" value="yes" ${reserved ? html`checked` : ""} /> Jeg reserverer
          meg</label
        >
      </fieldset>
      <div class="field">
        <label for="language">Språk</label>
        <select id="language" name="language">
          ${Object.entries(LANGUAGE_NAMES).map(([code, name]) => html`<option value="${code}" ${entry?.language === code ? html`selected` : ""}>${name}</option>`)}
        </select>
      </div>
      <button name="action" value="settings">Lagre valgene</button>
    </form>
  </section>`;
}
