import type { Kysely } from "kysely";
import { z } from "zod";
import { POPULATIONS } from "../domain/sync/population.ts";
import { countOf } from "../domain/sync/tally.ts";
import { USED_UP, type Allowance } from "../domain/sync/breaker.ts";
import type { StepName } from "../ports/sync-runs.ts";
import { sumOfPages } from "./sync-pages.ts";
import { findStep } from "./sync-steps.ts";
import type { Tables } from "./tables.ts";

const allowanceForm = z.object({ changed: z.number(), emptied: z.number(), read: z.number().nullable() });

/** What a person has approved for this register and population; null when nothing. */
export async function approvalOf(db: Kysely<Tables>, name: StepName): Promise<Allowance | null> {
  const row = await db
    .selectFrom("sync_approvals")
    .select("allowance")
    .where("register_id", "=", name.registerId)
    .where("population", "=", name.population)
    .executeTakeFirst();
  return row === undefined ? null : allowanceForm.parse(row.allowance);
}

/** Leaves the approval as it is for runs within the limits, and takes away what it let pass beyond them. */
export async function useUp(db: Kysely<Tables>, name: StepName): Promise<void> {
  await db
    .updateTable("sync_approvals")
    .set({ allowance: JSON.stringify(USED_UP) })
    .where("register_id", "=", name.registerId)
    .where("population", "=", name.population)
    .execute();
}

/**
 * Approves, for each population of the register, what the newest step planned: only a list that is whole, and that was
 * not written, can be looked at and approved.
 */
export async function approve(db: Kysely<Tables>, registerId: string): Promise<readonly StepName[]> {
  const approved: StepName[] = [];
  for (const population of POPULATIONS) {
    const step = await db
      .selectFrom("sync_steps")
      .select(["run_id", "step_id", "state", "mode", "complete"])
      .where("register_id", "=", registerId)
      .where("population", "=", population)
      .where("mode", "in", ["write", "dry-run", "first-run"])
      // A run that has not come to this step yet has planned nothing in the place of the list before.
      .where("started_at", "is not", null)
      .orderBy("step_id", "desc")
      .limit(1)
      .executeTakeFirst();
    if (step === undefined) continue;
    const written = step.mode === "write" && (step.state !== "stopped" || step.complete);
    if (written) continue;
    const { planned } = await findStep(db, step.run_id, { registerId, population });
    if (!planned) continue;
    const tally = await sumOfPages(db, step.step_id);
    const allowance: Allowance = {
      changed: countOf(tally, ["changed"]),
      emptied: countOf(tally, ["emptied"]),
      read: tally.read,
    };
    const values = { allowance: JSON.stringify(allowance), approved_at: new Date() };
    await db
      .insertInto("sync_approvals")
      .values({ register_id: registerId, population, ...values })
      .onConflict((conflict) => conflict.columns(["register_id", "population"]).doUpdateSet(values))
      .execute();
    approved.push({ registerId, population });
  }
  return approved;
}
