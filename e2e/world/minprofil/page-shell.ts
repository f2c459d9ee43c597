import { plainPage, type Markup } from "../plain-page.ts";
import type { Texts } from "./texts.ts";

/** Wraps the content in the page of Digdir's test environment. */
export function page({ lang, site, testEnvironment }: Texts, title: string, content: Markup): Markup {
  return plainPage({ lang, site, owner: "Digdir", mark: testEnvironment, style: STYLE }, title, content);
}

const STYLE = `
:root { color-scheme: light dark; --ground: #f6f5f2; --paper: #fff; --ink: #22272e; --quiet: #55606d; --line: #8a94a0; --mark: #5b2a86; --on-mark: #fff; --good: #e3f3e6; --bad: #b3161b; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #16171b; --paper: #1f2127; --ink: #eff0f2; --quiet: #b7bdc6; --line: #7b8490; --mark: #d0b3f0; --on-mark: #23103a; --good: #1d3a25; --bad: #ff9a9a; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1.0625rem/1.5 system-ui, sans-serif; }
header { background: var(--paper); border-bottom: 1px solid var(--line); }
header p { max-width: 36rem; margin: 0 auto; padding: 0.75rem 1rem; font-weight: 650; }
header span { margin-left: 0.5rem; padding: 0.125rem 0.5rem; border: 1px solid var(--line); border-radius: 1rem; color: var(--quiet); font-size: 0.875rem; font-weight: 400; }
main { max-width: 36rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
h1 { margin: 0 0 0.25rem; font-size: 1.625rem; line-height: 1.25; }
h2 { margin: 0 0 0.75rem; font-size: 1.1875rem; }
p { margin: 0 0 1rem; }
a { color: var(--mark); }
section { margin-top: 1.5rem; padding: 1rem; border: 1px solid var(--line); border-radius: 0.5rem; background: var(--paper); }
label, legend { display: block; font-weight: 600; padding: 0; }
fieldset { margin: 0 0 1rem; padding: 0; border: 0; }
.field { margin-bottom: 1rem; }
.hint { margin: 0; color: var(--quiet); font-size: 0.9375rem; }
.error { margin: 0.25rem 0 0; color: var(--bad); font-weight: 600; }
.notice { margin: 1rem 0 0; padding: 0.75rem 1rem; border-left: 4px solid currentColor; background: var(--good); }
.notice p:last-child { margin-bottom: 0; }
.notice > p:first-child { font-weight: 650; margin-bottom: 0.5rem; }
.notice dl { margin: 0 0 1rem; overflow-wrap: anywhere; }
.notice dl div { margin-bottom: 0.25rem; }
.notice dt, .notice dd { display: inline; margin: 0; }
.notice dt::after { content: ": "; }
.notice.error { background: transparent; border: 2px solid currentColor; }
.choice { display: flex; gap: 0.625rem; align-items: center; min-height: 2.75rem; font-weight: 400; }
.choice input { width: 1.25rem; height: 1.25rem; margin: 0; accent-color: var(--mark); }
input:not([type="radio"]), select { width: 100%; min-height: 2.75rem; margin-top: 0.25rem; padding: 0.5rem 0.75rem; font: inherit; color: inherit; background: var(--ground); border: 1px solid var(--line); border-radius: 0.25rem; }
input[aria-invalid] { border: 2px solid var(--bad); }
button, .button { min-height: 2.75rem; padding: 0.5rem 1.25rem; font: inherit; font-weight: 600; cursor: pointer; border: 1px solid var(--mark); border-radius: 0.25rem; color: var(--mark); background: transparent; }
.button { display: inline-flex; align-items: center; text-decoration: none; overflow-wrap: anywhere; }
.primary { color: var(--on-mark); background: var(--mark); }
.buttons { display: flex; flex-wrap: wrap; gap: 0.75rem; }
.exit { margin: 1.5rem 0 0; overflow-wrap: anywhere; }
:focus-visible { outline: 3px solid var(--mark); outline-offset: 2px; }
`;
