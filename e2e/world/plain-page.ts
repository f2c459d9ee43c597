import { html, raw } from "hono/html";

export type Markup = ReturnType<typeof html>;

/** Sent with every page: no script, nothing from outside, nobody frames it, forms lead nowhere else. */
export const PAGE_HEADERS = {
  "cache-control": "no-store",
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  // With `no-referrer` a browser would send `Origin: null` with our own form.
  "referrer-policy": "same-origin",
  "x-content-type-options": "nosniff",
} as const;

/** A page that works without script and without anything from outside; `mark` says what is not real about it. */
export function plainPage(
  { lang, site, owner, mark, style }: Record<"lang" | "site" | "owner" | "mark" | "style", string>,
  title: string,
  content: Markup,
): Markup {
  return html`<!doctype html>
    <html lang="${lang}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} – ${site}</title>
        <link rel="icon" href="data:," />
        <style>
          ${raw(style)}
        </style>
      </head>
      <body>
        <header>
          <p>${owner} <span>${mark}</span></p>
        </header>
        <main>${content}</main>
      </body>
    </html>`;
}
