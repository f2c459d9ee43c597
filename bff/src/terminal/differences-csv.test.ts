import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { differencesCsv } from "./differences-csv.ts";
import { difference, NATIONAL_ID, streamOf, whole } from "./testing/examples.ts";

const HEAD = "\u{FEFF}Register;Persontype;Person-id i registeret;Felt;Hva som skjer;Før;Etter\r\n";

/** The last cell of a list with one line, as it stands in the file. */
async function writtenAs(after: string): Promise<string> {
  const csv = await whole(differencesCsv(streamOf(difference({ before: null, after }))));
  return csv
    .slice(HEAD.length)
    .replace(/^(?:[^;]*;){6}/, "")
    .replace(/\r\n$/, "");
}

test("has a byte order mark, semicolons and CRLF, as Norwegian Excel expects", async () => {
  const csv = await whole(
    differencesCsv(
      streamOf(
        difference(),
        difference({
          population: "employees",
          field: "email",
          kind: "emptied",
          before: "a@b.no",
          after: null,
        }),
        difference({ kind: "filled", before: null }),
        difference({ kind: "confirmed", field: "email", before: "ø@å.no", after: "ø@å.no" }),
      ),
    ),
  );
  expect(csv).toBe(
    HEAD +
      "flyt-skole;Foresatt;fs-8812;Mobilnummer;Får ny verdi;91234567;'+4798765432\r\n" +
      "flyt-skole;Ansatt;fs-8812;Privat e-postadresse;Blir tømt;a@b.no;\r\n" +
      "flyt-skole;Foresatt;fs-8812;Mobilnummer;Tomt felt blir fylt ut;;'+4798765432\r\n" +
      "flyt-skole;Foresatt;fs-8812;E-postadresse;" +
      '"Beholder verdien, merkes som bekreftet";ø@å.no;ø@å.no\r\n',
  );
});

test("an empty list is its heading", async () => {
  expect(await whole(differencesCsv(streamOf()))).toBe(HEAD);
});

describe("no cell is taken for a formula", () => {
  test.each([
    ["=cmd|'/C calc'!A0", "'=cmd|'/C calc'!A0"],
    ["+4791234567", "'+4791234567"],
    ["-1", "'-1"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["\t=1", '"\'\t=1"'],
    ["\r=1", '"\'\r=1"'],
    ["\n=1", '"\'\n=1"'],
    ["  =1", "'  =1"],
    ["\u00A0=1", "'\u00A0=1"],
    ["＝1+1", "'＝1+1"],
    ['=HYPERLINK("http://x";"y")', `"'=HYPERLINK(""http://x"";""y"")"`],
  ])("%j", async (value, expected) => {
    expect(await writtenAs(value)).toBe(expected);
  });

  test.each(["91234567", "a=b@c.no", "912-34-567", "'quoted'"])("%j stays as it is", async (value) => {
    expect(await writtenAs(value)).toBe(value);
  });
});

test.each([
  ["a;b", '"a;b"'],
  ['say "hi"', '"say ""hi"""'],
  ["two\r\nlines", '"two\r\nlines"'],
  [" padded ", '" padded "'],
  ["a\u0000b\u001B", "a\u{FFFD}b\u{FFFD}"],
])("%j is one cell", async (value, expected) => {
  expect(await writtenAs(value)).toBe(expected);
});

test("every reader of RFC 4180 gets seven cells a row, and each value back behind its apostrophe", async () => {
  const text = fc.string({ unit: fc.constantFrom(..."=+-@\t\r\n;,\"' aø1<".split("")) });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(text, text)), async (values) => {
      const list = values.map(([before, after]) => difference({ before, after }));
      const [, ...rows] = readCsv((await whole(differencesCsv(streamOf(...list)))).slice(1));
      expect(rows.map((row) => row.length)).toEqual(values.map(() => 7));
      expect(
        rows.map((row) => row.slice(5).map((cell) => cell.replace(/^'(?=[\t\r\n]|\s*[=+\-@])/, ""))),
      ).toEqual(values.map((pair) => pair.map((value) => value.replace(/^'(?=[\t\r\n]|\s*[=+\-@])/, ""))));
      for (const cell of rows.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
    }),
  );
});

test("has no national id, wherever somebody has put one", async () => {
  const csv = await whole(
    differencesCsv(
      streamOf(difference({ personId: NATIONAL_ID, before: `tlf ${NATIONAL_ID}`, after: "158487 30022" })),
    ),
  );
  expect(csv).not.toMatch(/158487.?30022/);
  expect(csv).toContain(";[fødselsnummer fjernet];");
});

/** RFC 4180 with semicolons, read letter by letter. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charAt(at);
    if (quoted && letter === '"' && text.charAt(at + 1) === '"') {
      cell += letter;
      at += 1;
    } else if (letter === '"') quoted = !quoted;
    else if (quoted || (letter !== ";" && !text.startsWith("\r\n", at))) cell += letter;
    else {
      row.push(cell);
      cell = "";
      if (letter === ";") continue;
      rows.push(row);
      row = [];
      at += 1;
    }
  }
  return rows;
}
