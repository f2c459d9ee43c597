import { readFileSync, statSync } from "node:fs";
import { relative } from "node:path";
import { EVIDENCE, evidenceIn, type EvidenceKind } from "./evidence.ts";
import { createSeek, type Seek } from "./needles.ts";
import { viewsOf } from "./views.ts";
import type { Canary, CanaryKind } from "./ledger.ts";

/** Where something was found, and what kind of thing; never what. */
export interface Hit {
  readonly file: string;
  readonly canary: CanaryKind;
}

/** How much is looked at at once, and how much of it again with what follows, so that no edge hides anything. */
const WINDOW = 2 ** 20;
const OVERLAP = 2 ** 14;

/** Promises a search through a canary run's evidence for what was noted. */
export function createSearch(folder: string, canaries: readonly Canary[]) {
  const seek = createSeek(canaries);
  return {
    /** How many bytes of this kind there are. */
    size: (kind: EvidenceKind): number =>
      evidenceIn(folder, kind).reduce((sum, path) => sum + statSync(path).size, 0),
    hits(kind: EvidenceKind): Hit[] {
      const sought: readonly CanaryKind[] = EVIDENCE[kind];
      return evidenceIn(folder, kind).flatMap((path) => {
        const found = kindsIn(windows(readFileSync(path)), seek);
        const file = relative(folder, path);
        return sought.filter((canary) => found.has(canary)).map((canary) => ({ file, canary }));
      });
    },
  };
}

function kindsIn(pieces: Iterable<Buffer>, seek: Seek): Set<CanaryKind> {
  const found = new Set<CanaryKind>();
  for (const piece of pieces)
    for (const view of viewsOf(piece)) for (const kind of seek(view)) found.add(kind);
  return found;
}

function* windows(content: Buffer): Generator<Buffer> {
  for (let start = 0; start < content.length; start += WINDOW)
    yield content.subarray(start, start + WINDOW + OVERLAP);
}
