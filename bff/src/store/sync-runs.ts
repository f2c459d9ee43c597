import { randomUUID } from "node:crypto";
import { sql, type Kysely } from "kysely";
import type { Keyring } from "../platform/keyring.ts";
import type { StepName, SyncRuns } from "../ports/sync-runs.ts";
import { guarded } from "./guarded.ts";
import { admit, endOwnRun, heldUntil } from "./sync-admission.ts";
import { approvalOf, approve, useUp } from "./sync-approvals.ts";
import { differencesOf } from "./sync-differences.ts";
import {
  dropPages,
  membersBefore,
  pendingPages,
  savePage,
  savePageOutcome,
  sumOfPages,
} from "./sync-pages.ts";
import { membersAmong } from "./sync-members.ts";
import { readReport } from "./sync-report.ts";
import { findStep, moveStep } from "./sync-steps.ts";
import type { Tables } from "./tables.ts";

/** The book of the nightly run in the database, kept by this process under a name of its own. */
export function createSyncRuns(db: Kysely<Tables>, keyring: Keyring): SyncRuns {
  const holder = randomUUID();
  const held = (runId: string) => ({ runId, holder });
  const stepIds = new Map<string, Promise<number>>();
  const stepId = (runId: string, name: StepName): Promise<number> => {
    const key = JSON.stringify([runId, name.registerId, name.population]);
    const known = stepIds.get(key) ?? findStep(db, runId, name).then((step) => step.stepId);
    stepIds.set(key, known);
    known.catch(() => stepIds.delete(key));
    return known;
  };
  return {
    admit: (request) => guarded(() => admit(db, holder, request)),
    keepAlive: (runId) => guarded(() => keepAlive(db, held(runId))),
    step: (runId, name) => guarded(() => findStep(db, runId, name)),
    beginStep: (runId, name, mode) =>
      guarded(() => moveStep(db, held(runId), name, { state: "planning", mode })),
    dropPages: (runId, name, from) =>
      guarded(async () => dropPages(db, held(runId), await stepId(runId, name), from)),
    savePage: (runId, name, page, keep) =>
      guarded(async () => savePage(db, keyring, held(runId), await stepId(runId, name), page, keep)),
    tally: (runId, name) => guarded(async () => sumOfPages(db, await stepId(runId, name))),
    passStep: (runId, name, read) =>
      guarded(() => moveStep(db, held(runId), name, { state: "writing", read })),
    pendingPages: (runId, name, limit) =>
      guarded(async () => pendingPages(db, keyring, await stepId(runId, name), limit)),
    savePageOutcome: (runId, name, page, outcome) =>
      guarded(async () => savePageOutcome(db, held(runId), await stepId(runId, name), page, outcome)),
    endStep: (runId, name, end) => guarded(() => moveStep(db, held(runId), name, end)),
    postponeStep: (runId, name, reason, calls) =>
      guarded(() => moveStep(db, held(runId), name, { state: "waiting", reason, calls })),
    letGo: (runId) =>
      guarded(async () => {
        await db
          .updateTable("sync_runs")
          .set({ held_until: sql<Date>`now()` })
          .where("run_id", "=", runId)
          .where("holder", "=", holder)
          .execute();
      }),
    endRun: (runId) => guarded(() => endOwnRun(db, held(runId))),
    membersBefore: (runId, name) => guarded(() => membersBefore(db, runId, name)),
    membersAmong: (name, personIds) => guarded(() => membersAmong(db, name, personIds)),
    approval: (name) => guarded(() => approvalOf(db, name)),
    useApproval: (name) => guarded(() => useUp(db, name)),
    approve: (registerId) => guarded(() => approve(db, registerId)),
    report: (runId) => guarded(() => readReport(db, runId)),
    differences: (runId) => differencesOf(db, keyring, runId),
  };
}

async function keepAlive(
  db: Kysely<Tables>,
  { runId, holder }: { readonly runId: string; readonly holder: string },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("sync_runs")
    .set({ held_until: heldUntil })
    .where("run_id", "=", runId)
    .where("holder", "=", holder)
    .where("state", "=", "running")
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
