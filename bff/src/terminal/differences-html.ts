import type { Difference } from "../ports/sync-runs.ts";
import { inChunks } from "./chunks.ts";
import { cellsOf, COLUMN_NAMES, KINDS } from "./difference-words.ts";
import { STYLE } from "./differences-style.ts";
import { grouped } from "./quantities.ts";

type Counts = Record<Difference["kind"], number>;

/**
 * Promises one page that needs nothing else: no script, no file, no network; every value is text in it, whatever it
 * says. Flat memory, however long the list is.
 */
export function differencesHtml(differences: AsyncIterable<Difference>): AsyncIterable<string> {
  return inChunks(page(differences));
}

async function* page(differences: AsyncIterable<Difference>): AsyncGenerator<string> {
  const counts: Counts = { changed: 0, filled: 0, emptied: 0, confirmed: 0 };
  let any = false;
  yield START;
  for await (const difference of differences) {
    if (!any) yield TABLE_START;
    any = true;
    counts[difference.kind] += 1;
    yield row(difference);
  }
  yield any ? TABLE_END : NOTHING;
  yield totals(counts);
  yield "</main>\n</body>\n</html>\n";
}

const TITLE = "Endringer som synkroniseringen vil skrive";

// The policy is a second lock: even if a value became markup, the browser would run and fetch nothing.
const START = `<!doctype html>
<html lang="nb">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${TITLE}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${TITLE}</h1>
<p>De nye verdiene kommer fra Kontakt- og reservasjonsregisteret (kontaktregisteret).</p>
<p>Nederst står det hvor mange endringer det er. Hvis antallet mangler, er ikke listen hel.</p>
<p>Listen inneholder personopplysninger. Slett den når du er ferdig med den.</p>
`;

// Whoever has no mouse must be able to scroll a wide table: a region that takes the focus, and has a name for it.
const TABLE_START = `<div class="scroll" role="region" aria-labelledby="changes" tabindex="0">
<table>
<caption id="changes">Endringer, én rad for hvert felt</caption>
<thead><tr>${COLUMN_NAMES.map((name) => `<th scope="col">${name}</th>`).join("")}</tr></thead>
<tbody>
`;

const NOTHING =
  "<p>Ingen endringer å vise. Enten er det ingenting å skrive, eller så er det skrevet allerede.</p>\n";

const TABLE_END = "</tbody>\n</table>\n</div>\n";

function row(difference: Difference): string {
  const [register, population, personId, field, kind, before, after] = cellsOf(difference);
  return [
    "<tr>",
    ...[register, population].map((text) => `<td>${escaped(text)}</td>`),
    `<th class="value" scope="row">${escaped(personId)}</th>`,
    ...[field, kind].map((text) => `<td>${escaped(text)}</td>`),
    ...[before, after].map(
      (text) => `<td class="value">${text === "" ? "<em>tomt</em>" : escaped(text)}</td>`,
    ),
    "</tr>\n",
  ].join("");
}

function totals(counts: Counts): string {
  const all = counts.changed + counts.filled + counts.emptied + counts.confirmed;
  return `<table>
<caption>Antall endringer</caption>
<thead><tr><th scope="col">${COLUMN_NAMES[4]}</th><th scope="col">Antall</th></tr></thead>
<tbody>
${line(KINDS.changed, counts.changed)}${line(KINDS.filled, counts.filled)}${line(KINDS.emptied, counts.emptied)}${line(KINDS.confirmed, counts.confirmed)}</tbody>
<tfoot>${line("Til sammen", all).trimEnd()}</tfoot>
</table>
`;
}

function line(name: string, count: number): string {
  return `<tr><th scope="row">${name}</th><td class="number">${grouped(count)}</td></tr>\n`;
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}
