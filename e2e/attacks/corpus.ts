import { readFileSync } from "node:fs";
import { z } from "zod";

const malformedToken = z.strictObject({ what: z.string(), token: z.string() });

/** Tokens that are none, each with a word on what is wrong with it. */
export function malformedTokens(): readonly z.infer<typeof malformedToken>[] {
  return linesOf("corpora/tokens.jsonl").map((line) => malformedToken.parse(JSON.parse(line)));
}

/** Addresses that must lead nobody elsewhere: the collection that the unit tests go through too. */
export function openRedirects(): readonly string[] {
  return linesOf("../../bff/src/http/testdata/open-redirects.txt").map((line) =>
    z.string().parse(JSON.parse(line)),
  );
}

function linesOf(file: string): string[] {
  return readFileSync(new URL(file, import.meta.url), "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
}
