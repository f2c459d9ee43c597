import { describe, expect, test } from "vitest";
import { canaryFolder } from "../../run/canary-folder.ts";
import type { EvidenceKind } from "../evidence.ts";
import { CANARY_KINDS, readLedger } from "../ledger.ts";
import { createSearch } from "../search.ts";

/** Each kind of evidence, with the rows of security-and-reliability.md that its search shows. */
const SEARCHED: [what: string, kind: EvidenceKind][] = [
  ["output (LG2, AP5)", "output"],
  ["lists (LG2, AP5)", "lists"],
  ["addresses (LG2)", "addresses"],
  ["metrics (LG2, AP5)", "metrics"],
  ["error bodies (LG2, AP5)", "error bodies"],
  ["databases (SN11, LG2, AP5)", "databases"],
  ["browser storage (CH5, LG2)", "browser storage"],
];

/** What a run of the whole suite has gathered; `npm test` says where. */
describe("after everything that people and attackers have done", () => {
  const folder = canaryFolder();
  if (folder === null)
    throw new Error("There is nothing to search: `npm test` gathers it and comes here last");
  const canaries = readLedger(folder);
  const search = createSearch(folder, canaries);

  test("there were canaries of every kind to be let out", () => {
    const noted = new Set(canaries.map(({ kind }) => kind));
    expect(CANARY_KINDS.filter((kind) => !noted.has(kind))).toEqual([]);
  });

  test.each(SEARCHED)("no canary is found in the portal's %s", { timeout: 300_000 }, (_what, kind) => {
    expect(search.size(kind), "nothing was gathered").toBeGreaterThan(0);
    expect(search.hits(kind)).toEqual([]);
  });
});
