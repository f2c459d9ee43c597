import type { PlannedChange, PlannedWrite } from "../../domain/sync/plan-sync.ts";
import { EMPTY_TALLY, type Tally } from "../../domain/sync/tally.ts";
import type { PlannedPage, RunRequest, StepName, SyncRuns } from "../../ports/sync-runs.ts";
import { KARI } from "../../ports/testing/people.ts";

export const SCHOOL: StepName = { registerId: "school", population: "guardians" };
export const STAFF: StepName = { registerId: "school", population: "employees" };
export const KINDERGARTEN: StepName = { registerId: "kindergarten", population: "guardians" };

/** Tonight's run of both registers. */
export const NIGHT: RunRequest = {
  occurrence: "2026-11-22T03:15",
  dryRun: false,
  steps: [SCHOOL, STAFF, KINDERGARTEN],
};

/** The same, asked for by a person. */
export const BY_HAND: RunRequest = { ...NIGHT, occurrence: null };

export const KEEP = { writes: true };
export const NO_CALLS = { krr: 0, register: 0 };

export function tallyOf(more: Partial<Tally> = {}): Tally {
  return { ...EMPTY_TALLY, ...more };
}

/** A mobile number that takes the place of another one, unless told otherwise. */
export function plannedChange(more: Partial<PlannedChange> = {}): PlannedChange {
  return {
    kind: "changed",
    before: "40612345",
    change: {
      field: "mobile",
      value: "+4791234567",
      origin: "krr",
      originUpdatedAt: new Date("2026-08-22T10:45:15.768Z"),
    },
    ...more,
  };
}

export function plannedWrite(personId: string, more: Partial<PlannedWrite> = {}): PlannedWrite {
  return { personId, nationalId: KARI, etag: "1", changes: [plannedChange()], ...more };
}

/** A page with one person and one write, unless told otherwise; the last one where no cursor is named. */
export function plannedPage(page: number, more: Partial<PlannedPage> = {}): PlannedPage {
  const personId = `person-${String(page)}`;
  return {
    page,
    nextCursor: null,
    personIds: [personId],
    writes: [plannedWrite(personId)],
    tally: tallyOf({ read: 1, lookedUp: 1, held: 1, fields: { mobile: { changed: 1 }, email: {} } }),
    quarantined: [],
    ...more,
  };
}

/** Plans so many pages, the last of which is the population's last. */
export async function planPages(
  runs: SyncRuns,
  runId: string,
  name: StepName,
  count: number,
  more: Partial<PlannedPage> = {},
): Promise<void> {
  for (let page = 0; page < count; page += 1) {
    const nextCursor = page === count - 1 ? null : `cursor-${String(page)}`;
    await runs.savePage(runId, name, plannedPage(page, { nextCursor, ...more }), KEEP);
  }
}

/** A whole step with these members, as a night leaves it that had nothing to write. */
export async function wholeStep(
  runs: SyncRuns,
  runId: string,
  name: StepName,
  personIds: readonly string[],
): Promise<void> {
  await runs.beginStep(runId, name, "write");
  await planPages(runs, runId, name, 1, { personIds, writes: [] });
  await runs.passStep(runId, name, personIds.length);
}

/** Everything that comes, once all has come. */
export async function listOf<T>(source: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const each of source) list.push(each);
  return list;
}
