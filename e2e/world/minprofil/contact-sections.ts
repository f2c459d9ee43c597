import { html } from "hono/html";
import type { KrrChannelName } from "../krr/krr-store.ts";
import type { KrrChannel, KrrEntry } from "../people/person.ts";
import type { Markup } from "../plain-page.ts";
import type { ProfilePage } from "./profile-view.ts";
import type { Texts } from "./texts.ts";

const INPUT_TYPES = { mobile: "tel", email: "email" } as const satisfies Record<KrrChannelName, string>;

/** The form for mobile number and e-mail. */
export function contactSection(view: ProfilePage): Markup {
  const { texts } = view;
  return html`<section aria-labelledby="contact">
    <h2 id="contact">${texts.contact}</h2>
    <form method="post" action="/profil" novalidate>
      ${textField("mobile", view)} ${textField("email", view)}
      <button class="primary" name="action" value="save">${texts.save}</button>
    </form>
  </section>`;
}

/** The question whether what is registered still holds; nothing where nothing is. */
export function confirmSection({ texts, entry }: ProfilePage): Markup {
  if (!hasContact(entry)) return html``;
  return html`<section aria-labelledby="confirm">
    <h2 id="confirm">${texts.confirmQuestion}</h2>
    <form method="post" action="/profil">
      <button name="action" value="confirm">${texts.confirm}</button>
    </form>
  </section>`;
}

/** One button for each value that can be deleted. */
export function deleteSection({ texts, entry }: ProfilePage): Markup {
  if (!hasContact(entry)) return html``;
  return html`<section aria-labelledby="delete">
    <h2 id="delete">${texts.delete}</h2>
    <form method="post" action="/profil" class="buttons">
      ${deletion("mobile", texts, entry)} ${deletion("email", texts, entry)}
    </form>
  </section>`;
}

function deletion(channel: KrrChannelName, texts: Texts, entry: KrrEntry | null): Markup {
  if (!entry?.[channel]) return html``;
  return html`<button name="action" value="delete-${channel}">${texts.deleteChannel[channel]}</button>`;
}

function textField(channel: KrrChannelName, { texts, entry, typed, unreadable }: ProfilePage): Markup {
  const held = entry?.[channel] ?? null;
  const refused = unreadable.includes(channel);
  const state = refused ? html`aria-invalid="true" ${unreadable[0] === channel ? html`autofocus` : ""}` : "";
  return html`<div class="field">
    <label for="${channel}">${texts.channels[channel]}</label>
    <p class="hint" id="${channel}-hint">${ageOf(held, texts)}</p>
    <input
      id="${channel}"
      name="${channel}"
      type="${INPUT_TYPES[channel]}"
      autocomplete="${INPUT_TYPES[channel]}"
      aria-describedby="${channel}-hint ${channel}-error"
      ${state}
      value="${typed[channel] ?? held?.value ?? ""}"
    />
    <p class="error" id="${channel}-error">${refused ? texts.errors[channel] : ""}</p>
  </div>`;
}

function ageOf(channel: KrrChannel | null, { lang, ...texts }: Texts): string {
  if (channel === null) return texts.notRegistered;
  const date = new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, {
    dateStyle: "long",
    timeZone: "Europe/Oslo",
  });
  const changed = `${texts.changed} ${date.format(channel.updatedAt)}`;
  if (channel.verifiedAt === null) return changed;
  return `${changed}, ${texts.confirmed} ${date.format(channel.verifiedAt)}`;
}

function hasContact(entry: KrrEntry | null): boolean {
  return Boolean(entry?.mobile ?? entry?.email);
}
