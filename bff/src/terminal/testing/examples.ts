import type { RunReport, StepReport } from "../../domain/sync/report.ts";
import { EMPTY_TALLY } from "../../domain/sync/tally.ts";
import type { Difference } from "../../ports/sync-runs.ts";

export const RUN_ID = "019ab3d4-5c6e-7f80-9a1b-2c3d4e5f6071";

/** A synthetic person's, with valid check digits (month + 80). */
export const NATIONAL_ID = "15848730022";

/** A step that wrote to a register of 120 000 guardians, unless told otherwise. */
export function step(more: Partial<StepReport> = {}): StepReport {
  return {
    registerId: "visma-flyt-skole",
    population: "guardians",
    mode: "write",
    state: "done",
    reason: null,
    planned: false,
    emptiedAfterLeaving: 0,
    tally: {
      ...EMPTY_TALLY,
      read: 120_000,
      lookedUp: 119_990,
      notLookedUp: 8,
      quarantined: 2,
      held: 200_000,
      fields: {
        mobile: { changed: 1200, filled: 310, unchanged: 118_000, "opted-out": 480 },
        email: { filled: 12, unchanged: 119_978 },
      },
    },
    quarantined: [{ personId: "fs-8812", fault: "contact.email" }],
    calls: { krr: 121, register: 364 },
    seconds: 24,
    ...more,
  };
}

/** A finished run of the night, unless told otherwise. */
export function report(more: Partial<RunReport> = {}): RunReport {
  return {
    runId: RUN_ID,
    trigger: "night",
    dryRun: false,
    state: "finished",
    startedAt: new Date("2026-11-22T02:30:00.000Z"),
    finishedAt: new Date("2026-11-22T03:11:12.000Z"),
    steps: [step()],
    ...more,
  };
}

/** A guardian whose mobile number changes, unless told otherwise. */
export function difference(more: Partial<Difference> = {}): Difference {
  return {
    registerId: "flyt-skole",
    population: "guardians",
    personId: "fs-8812",
    field: "mobile",
    kind: "changed",
    before: "91234567",
    after: "+4798765432",
    ...more,
  };
}

/** One after the other, as a store would give them. */
export async function* streamOf<T>(...items: readonly T[]): AsyncGenerator<T> {
  for (const item of items) yield await Promise.resolve(item);
}

/** All chunks in one text. */
export async function whole(chunks: AsyncIterable<string>): Promise<string> {
  return (await allOf(chunks)).join("");
}

/** In the order in which they came. */
export async function allOf<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
