import type { NationalId } from "../../domain/national-id.ts";
import type { KrrWord } from "../../domain/sync/plan-sync.ts";
import type { KrrChanges } from "../krr-changes.ts";
import { createScriptedFaults, type ScriptedFaults } from "./scripted-faults.ts";

export interface FakeKrrChanges extends KrrChanges, ScriptedFaults<"newest" | "page"> {
  /** Every question: for which municipality, and from which number; null = where the feed ends. */
  readonly log: readonly { readonly orgNumber: string; readonly from: number | null }[];
  /** One more change, told as the person is now; null = in a way that nobody can use. */
  change(nationalId: NationalId, word: KrrWord): void;
  /** Uses up so many numbers for changes that the feed tells nobody of. */
  skip(count: number): void;
  /** From now on a page is so many numbers long. */
  pageSize(size: number): void;
}

/** KRR's feed of changes in memory, the first of which has the number 1; its contract test runs on the adapter too. */
export function createFakeKrrChanges(): FakeKrrChanges {
  const numbered: ({ readonly nationalId: NationalId; readonly word: KrrWord } | null)[] = [];
  const log: { orgNumber: string; from: number | null }[] = [];
  const { script, answer } = createScriptedFaults<"newest" | "page">("krr");
  let size = 1000;
  return {
    ...script,
    log,
    change: (nationalId, word) => void numbered.push({ nationalId, word }),
    skip(count) {
      for (let skipped = 0; skipped < count; skipped += 1) numbered.push(null);
    },
    pageSize: (numbers) => {
      size = numbers;
    },
    async newest({ orgNumber }) {
      log.push({ orgNumber, from: null });
      return answer("newest", () => ({ ok: true, value: numbered.length }));
    },
    async page(from, { orgNumber }) {
      log.push({ orgNumber, from });
      return answer("page", () => {
        const first = Math.max(from, 1);
        const to = Math.max(from, Math.min(first + size - 1, numbered.length));
        const entries = numbered.slice(first - 1, to).filter((entry) => entry !== null);
        const malformed = entries.filter(({ word }) => word === null).length;
        return { ok: true, value: { entries, malformed, to, newest: Math.max(to, numbered.length) } };
      });
    },
  };
}
