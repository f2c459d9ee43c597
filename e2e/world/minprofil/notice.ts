import { html } from "hono/html";
import type { Notice } from "./contact-form.ts";
import type { Markup } from "../plain-page.ts";
import type { ProfilePage } from "./profile-view.ts";

/** Says what has been saved, with the values as they now stand, and leads back to where the person came from. */
export function notice(view: ProfilePage): Markup {
  const { texts, returnTo } = view;
  if (view.notice === null) return html``;
  const back = html`<p>
    <a class="button primary" href="${returnTo}"
      >${texts.backTo} ${returnTo === null ? "" : new URL(returnTo).host}</a
    >
  </p>`;
  // Focus takes a keyboard and a screen reader to what happened; the page has been loaded anew.
  return html`<div class="notice" role="status" tabindex="-1" autofocus>
    <p>${texts.notices[view.notice]}</p>
    ${summary(valuesOf(view.notice, view))} ${returnTo === null ? "" : back}
  </div>`;
}

type Row = readonly [label: string, value: string];

function valuesOf(kind: Notice, { texts, entry }: ProfilePage): readonly Row[] {
  switch (kind) {
    case "saved":
    case "confirmed":
      return (["mobile", "email"] as const).map((channel) => [
        texts.channels[channel],
        entry?.[channel]?.value ?? texts.notRegistered,
      ]);
    case "settings": {
      const post = entry?.reservedAt ? texts.digitalPostNo : texts.digitalPostYes;
      const language: readonly Row[] = entry?.language
        ? [[texts.language, texts.languages[entry.language]]]
        : [];
      return [[texts.digitalPost, post], ...language];
    }
    case "mobile-deleted":
    case "email-deleted":
      return [];
  }
}

function summary(rows: readonly Row[]): Markup {
  if (rows.length === 0) return html``;
  return html`<dl>
    ${rows.map(
      ([label, value]) =>
        html`<div>
          <dt>${label}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}
