import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { canaryStep } from "../run/canary-step.ts";
import type { EvidenceKind } from "./evidence.ts";
import { CANARY_KINDS } from "./ledger.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const GATHERED: readonly EvidenceKind[] = [
  "output",
  "lists",
  "addresses",
  "metrics",
  "error bodies",
  "databases",
  "browser storage",
];
const never = new AbortController().signal;

/** The step that ends `npm test`, on folders made for it. */
describe("the search at the end of a run", { timeout: 60_000 }, () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "foresattportal-zero-hits-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function gather(texts: Partial<Record<EvidenceKind, string>> = {}): Promise<void> {
    await mkdir(join(folder, "ledger"));
    const lines = CANARY_KINDS.map((kind) => JSON.stringify({ kind, value: `canary-that-is-a-${kind}` }));
    await writeFile(join(folder, "ledger", "1.jsonl"), lines.join("\n"));
    for (const kind of GATHERED) {
      const place = join(folder, "evidence", kind.replaceAll(" ", "-"));
      await mkdir(place, { recursive: true });
      await writeFile(join(place, "1.txt"), texts[kind] ?? "nothing of anybody");
    }
  }

  async function runSearch() {
    let kept = false;
    const step = canaryStep({ root, reports: folder, canaries: folder }, () => (kept = true));
    const outcome = await step.run(never);
    return { ...outcome, kept };
  }

  test("is all well when everything was gathered and nothing of it leaked", async () => {
    await gather();
    expect(await runSearch()).toMatchObject({ passed: GATHERED.length + 1, failed: 0, kept: false });
  });

  test("fails when nothing was gathered", async () => {
    expect(await runSearch()).toMatchObject({ passed: 0, failed: GATHERED.length + 1, kept: true });
  });

  test("fails when there was one kind of evidence too few", async () => {
    await gather({ "browser storage": "" });
    expect(await runSearch()).toMatchObject({ passed: GATHERED.length, failed: 1 });
  });

  test("fails when something leaked, and says where and of what kind, and never what", async () => {
    await gather({ databases: `(1,canary-that-is-a-${CANARY_KINDS[0]})` });
    const { failed, kept, output } = await runSearch();
    expect([failed, kept]).toEqual([1, true]);
    expect(output).toContain("evidence/databases/1.txt");
    expect(output).toContain(`"canary": "${CANARY_KINDS[0]}"`);
    expect(output).toContain(`What was searched is in ${folder}`);
    expect(output).not.toContain("canary-that-is-a");
  });
});
