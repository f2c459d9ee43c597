/** HTML that has been escaped already. */
export interface Markup {
  readonly markup: string;
}

/** Lets text into a page as it is: for what this server writes itself. */
export const raw = (markup: string): Markup => ({ markup });

type Insertable = string | Markup | readonly Markup[];

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Builds HTML; every inserted string is escaped, only markup goes in as it is. */
export function html(literals: TemplateStringsArray, ...values: readonly Insertable[]): Markup {
  const inserted = values.map((value, index) => insert(value) + (literals[index + 1] ?? ""));
  return raw((literals[0] ?? "") + inserted.join(""));
}

function insert(value: Insertable): string {
  if (typeof value === "string") return value.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
  return "markup" in value ? value.markup : value.map(({ markup }) => markup).join("");
}

/** Sent with every page: nobody frames it, nothing from outside runs in it, no address leaks out of it. */
export const PAGE_HEADERS = {
  "content-type": "text/html; charset=utf-8",
  "cache-control": "no-store",
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
} as const;

/** Wraps the content in ID-porten's page of the test environment. */
export const page = (title: string, content: Markup, head: Markup = html``): string =>
  html`<!doctype html>
    <html lang="nb">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} – ID-porten (testmiljø)</title>
        <link rel="icon" href="data:," />
        ${head}
        <style>
          ${raw(STYLE)}
        </style>
      </head>
      <body>
        <header>
          <p>ID-porten <span>testmiljø</span></p>
        </header>
        <main>${content}</main>
      </body>
    </html>`.markup;

const STYLE = `
:root { color-scheme: light dark; --ground: #f4f5f6; --paper: #fff; --ink: #1e2b3c; --quiet: #4d5b6c; --line: #c9d0d8; --mark: #13509c; --on-mark: #fff; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #14191f; --paper: #1d242c; --ink: #eef1f4; --quiet: #b3bdc8; --line: #46525f; --mark: #8fc0ff; --on-mark: #10202f; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1.0625rem/1.5 system-ui, sans-serif; }
header { border-bottom: 1px solid var(--line); background: var(--paper); }
header p { max-width: 40rem; margin: 0 auto; padding: 0.75rem 1rem; font-weight: 650; }
header span { margin-left: 0.5rem; padding: 0.125rem 0.5rem; border-radius: 1rem; border: 1px solid var(--line); color: var(--quiet); font-size: 0.875rem; font-weight: 400; }
main { max-width: 40rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
h1 { margin: 0 0 0.5rem; font-size: 1.625rem; line-height: 1.25; }
h2 { margin: 2rem 0 0.75rem; font-size: 1.125rem; }
p { margin: 0 0 1rem; }
a { color: var(--mark); }
fieldset { margin: 1.5rem 0 0; padding: 0; border: 0; }
legend { padding: 0; margin-bottom: 0.5rem; font-size: 1.125rem; font-weight: 650; }
label { display: flex; gap: 0.625rem; align-items: center; min-height: 2.75rem; }
input[type="radio"] { width: 1.25rem; height: 1.25rem; margin: 0; accent-color: var(--mark); }
label:has(:disabled) { color: var(--quiet); }
ul { list-style: none; margin: 0; padding: 0; display: grid; gap: 0.5rem; }
button { font: inherit; color: inherit; cursor: pointer; border-radius: 0.375rem; border: 1px solid var(--line); background: var(--paper); }
button.person { display: grid; width: 100%; gap: 0.125rem; padding: 0.75rem 1rem; text-align: left; overflow-wrap: anywhere; }
button.person b { font-weight: 650; }
button.person span { color: var(--quiet); font-size: 0.9375rem; }
button.person .id { font-variant-numeric: tabular-nums; }
button.cancel { margin-top: 1.5rem; min-height: 2.75rem; padding: 0.5rem 1.25rem; border-color: var(--mark); color: var(--mark); background: transparent; }
button:hover { border-color: var(--mark); }
button.person:hover b { text-decoration: underline; }
:focus-visible { outline: 3px solid var(--mark); outline-offset: 2px; }
iframe { display: none; }
`;
