import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { differencesHtml } from "./differences-html.ts";
import { difference, NATIONAL_ID, streamOf, whole } from "./testing/examples.ts";

const pageOf = (...list: Parameters<typeof difference>[0][]) =>
  whole(differencesHtml(streamOf(...list.map(difference))));

describe("the page", () => {
  test("is in bokmål and says what it is", async () => {
    const page = await pageOf({});
    expect(page).toMatch(/^<!doctype html>\n<html lang="nb">/);
    expect(page).toContain("<title>Endringer som synkroniseringen vil skrive</title>");
    expect(page).toContain("<h1>Endringer som synkroniseringen vil skrive</h1>");
    expect(page).toMatch(/<\/html>\n$/);
  });

  test("has a table that a screen reader can read out: caption, headings of columns and of rows", async () => {
    const page = await pageOf({});
    expect(page).toContain('<caption id="changes">Endringer, én rad for hvert felt</caption>');
    expect([...page.matchAll(/<th scope="col">([^<]*)</g)].slice(0, 7).map(([, name]) => name)).toEqual([
      "Register",
      "Persontype",
      "Person-id i registeret",
      "Felt",
      "Hva som skjer",
      "Før",
      "Etter",
    ]);
    expect(page).toContain(
      '<tr><td>flyt-skole</td><td>Foresatt</td><th class="value" scope="row">fs-8812</th><td>Mobilnummer</td>' +
        '<td>Får ny verdi</td><td class="value">91234567</td><td class="value">+4798765432</td></tr>',
    );
  });

  test("needs nothing else: no script, no address, and a policy that forbids both", async () => {
    const page = await pageOf({});
    expect(page).not.toMatch(/<script|<link|<img|https?:|url\(|@import| on\w+=/i);
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
  });

  test("follows light and dark, and has a form for paper", async () => {
    const page = await pageOf({});
    expect(page).toContain("color-scheme: light dark");
    expect(page).toContain("@media print");
  });

  test("closes every element that it opens", async () => {
    expect(misnested(await pageOf({}, { before: null }))).toEqual([]);
    expect(misnested(await pageOf())).toEqual([]);
  });
});

test("an empty value is told apart from a value that says «tomt»", async () => {
  const page = await pageOf({ kind: "filled", before: null, after: "tomt" });
  expect(page).toContain('<td class="value"><em>tomt</em></td><td class="value">tomt</td>');
});

test("ends with the counts by what happens", async () => {
  const filled = Array.from({ length: 1200 }, () => ({ kind: "filled" }) as const);
  const page = await pageOf(...filled, { kind: "emptied" }, {});
  const counts = page.slice(page.indexOf("Antall endringer")).replaceAll(/<[^>]*>/g, " ");
  expect(counts).toMatch(/Får ny verdi +1\s/);
  expect(counts).toMatch(/Tomt felt blir fylt ut +1 200\s/);
  expect(counts).toMatch(/Blir tømt +1\s/);
  expect(counts).toMatch(/Beholder verdien, merkes som bekreftet +0\s/);
  expect(counts).toMatch(/Til sammen +1 202\s/);
});

test("an empty list says so in words, without an empty table", async () => {
  const page = await pageOf();
  expect(page).toContain("<p>Ingen endringer å vise.");
  expect(page).not.toContain('id="changes"');
  expect(page.replaceAll(/<[^>]*>/g, " ")).toMatch(/Til sammen +0\s/);
});

test.each([
  ["<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"],
  [`" onload='x'`, "&quot; onload=&#39;x&#39;"],
  ["</td></table>", "&lt;/td&gt;&lt;/table&gt;"],
  ["&lt;b&gt;", "&amp;lt;b&amp;gt;"],
  ["two\nlines", "two\nlines"],
  ["a\u0000b\u001B[2J", "a\u{FFFD}b\u{FFFD}[2J"],
  ["=cmd()", "=cmd()"],
])("%j is text", async (value, expected) => {
  const page = await pageOf({ personId: value, before: value, after: value });
  expect(page).toContain(
    `<th class="value" scope="row">${expected}</th><td>Mobilnummer</td><td>Får ny verdi</td>` +
      `<td class="value">${expected}</td><td class="value">${expected}</td></tr>`,
  );
});

test("no value adds an element, whatever it says", async () => {
  const expected = elements(await pageOf({ before: "x", after: "x" }));
  const text = fc.string({ unit: fc.constantFrom(..."<>\"'&/!-=; as".split("")), minLength: 1 });
  await fc.assert(
    fc.asyncProperty(text, text, async (before, after) => {
      expect(elements(await pageOf({ before, after }))).toEqual(expected);
    }),
  );
});

test("has no national id, wherever somebody has put one", async () => {
  const page = await pageOf({ personId: NATIONAL_ID, before: NATIONAL_ID, after: `tlf. ${NATIONAL_ID}` });
  expect(page).not.toContain(NATIONAL_ID);
});

function elements(page: string) {
  return page.match(/<[^>]*>/g);
}

/** Elements that are never closed, and endings of other elements than the one that is open. */
function misnested(page: string): string[] {
  const open: string[] = [];
  for (const [, slash, name = ""] of page.matchAll(/<(\/?)(\w+)/g)) {
    if (slash === "/" && open.at(-1) === name) open.pop();
    else if (name !== "meta") open.push(slash + name);
  }
  return open;
}
