import { plainPage, type Markup } from "../plain-page.ts";

/** Wraps the content in the switchboard's page. */
export function page(title: string, content: Markup): Markup {
  const site = "Bryterpanel";
  return plainPage(
    { lang: "nb", site, owner: site, mark: "simulert omverden", style: STYLE },
    title,
    content,
  );
}

const STYLE = `
:root { color-scheme: light dark; --ground: #f3f5f4; --paper: #fff; --ink: #1f2a28; --quiet: #51605c; --line: #85938f; --mark: #0b5d57; --on-mark: #fff; --good: #14632f; --bad: #a3161a; --bad-ground: #fdeceb; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #131817; --paper: #1c2321; --ink: #edf2f0; --quiet: #b2bfbb; --line: #6f7f7a; --mark: #7fd3c9; --on-mark: #06302c; --good: #8fdca6; --bad: #ffa19c; --bad-ground: #3a1f1e; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1.0625rem/1.5 system-ui, sans-serif; }
header { background: var(--paper); border-bottom: 1px solid var(--line); }
header p { max-width: 76rem; margin: 0 auto; padding: 0.75rem 1rem; font-weight: 650; }
header span { display: inline-block; margin-left: 0.5rem; padding: 0.125rem 0.5rem; border: 1px solid var(--line); border-radius: 1rem; color: var(--quiet); font-size: 0.875rem; font-weight: 400; }
main { max-width: 76rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
h1 { margin: 0 0 0.5rem; font-size: 1.625rem; line-height: 1.25; }
h2 { margin: 0; font-size: 1.1875rem; line-height: 1.3; }
p { margin: 0 0 1rem; }
.lead { max-width: 44rem; }
a { color: var(--mark); }
.systems { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 22rem), 1fr)); gap: 1rem; margin: 1.5rem 0; align-items: start; }
section { display: grid; gap: 1rem; min-width: 0; padding: 1rem; border: 1px solid var(--line); border-radius: 0.5rem; background: var(--paper); scroll-margin-top: 1rem; }
section:target { outline: 2px solid var(--mark); outline-offset: 1px; }
section > *, section p { margin: 0; min-width: 0; }
.title { display: flex; flex-wrap: wrap; gap: 0.25rem 0.75rem; align-items: center; justify-content: space-between; }
.quiet { color: var(--quiet); font-size: 0.9375rem; }
.state { padding: 0.0625rem 0.625rem; border: 1px solid currentColor; border-radius: 1rem; font-size: 0.875rem; font-weight: 600; color: var(--good); }
.state.bad { color: var(--bad); border-width: 2px; }
.wrong { display: grid; gap: 0.75rem; padding: 0.75rem 1rem; border-left: 4px solid var(--bad); background: var(--bad-ground); overflow-wrap: anywhere; }
label { display: block; font-weight: 600; }
.field { margin-bottom: 0.75rem; }
select { width: 100%; min-height: 2.75rem; margin-top: 0.25rem; padding: 0.5rem; font: inherit; color: inherit; background: var(--ground); border: 1px solid var(--line); border-radius: 0.25rem; text-overflow: ellipsis; }
button { min-height: 2.75rem; padding: 0.5rem 1.25rem; font: inherit; font-weight: 600; cursor: pointer; border: 1px solid var(--mark); border-radius: 0.25rem; color: var(--mark); background: transparent; }
.primary { color: var(--on-mark); background: var(--mark); }
.buttons { display: flex; flex-wrap: wrap; gap: 0.75rem; align-items: center; }
.summary { display: flex; flex-wrap: wrap; gap: 0.5rem 1.5rem; align-items: center; margin: 0 0 1rem; }
.summary p { margin: 0; }
.summary a { display: inline-block; }
.links { display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; }
main > h2 { margin: 0 0 0.25rem; }
summary { min-height: 1.75rem; cursor: pointer; }
ol { list-style: none; margin: 0.5rem 0 0; padding: 0; font-size: 0.9375rem; }
li { padding: 0.375rem 0; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
li span { display: block; color: var(--quiet); }
li .hit { color: var(--bad); font-weight: 600; }
code { font-size: 0.9375em; overflow-wrap: anywhere; }
:focus-visible { outline: 3px solid var(--mark); outline-offset: 2px; }
`;
