import { randomUUID } from "node:crypto";
import { sql, type Kysely } from "kysely";
import { z } from "zod";
import type { ChangeCursors, Follower } from "../ports/change-cursors.ts";
import { guarded } from "./guarded.ts";
import type { Tables } from "./tables.ts";

/** One engine reads a bigint as text, the other as a number. */
const changeNumber = z.coerce.number().int().min(0);

/**
 * The cursors in the database. A new follower takes the place of the one before by name, so that one who was thought
 * dead and comes back finds that it may do nothing; the queue sees to it that there is one at a time otherwise.
 */
export function createChangeCursors(db: Kysely<Tables>): ChangeCursors {
  return {
    take: (orgNumber) =>
      guarded(async () => {
        if (await isRunUnderWay(db)) return { state: "busy" };
        const follower: Follower = { orgNumber, hold: randomUUID() };
        const row = await db
          .updateTable("change_cursors")
          .set({ holder: follower.hold })
          .where("org_number", "=", orgNumber)
          .returning("cursor")
          .executeTakeFirst();
        if (row === undefined) return { state: "new" };
        return { state: "taken", follower, cursor: changeNumber.parse(row.cursor) };
      }),

    begin: (orgNumber, cursor) =>
      guarded(async () => {
        await db
          .insertInto("change_cursors")
          .values({ org_number: orgNumber, cursor })
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      }),

    mayGoOn: ({ orgNumber, hold }) =>
      guarded(async () => {
        const row = await db
          .selectFrom("change_cursors")
          .select("org_number")
          .where("org_number", "=", orgNumber)
          .where("holder", "=", hold)
          .executeTakeFirst();
        return row !== undefined && !(await isRunUnderWay(db));
      }),

    move: ({ orgNumber, hold }, cursor) =>
      guarded(async () => {
        const { numUpdatedRows } = await db
          .updateTable("change_cursors")
          .set({ cursor, moved_at: sql<Date>`now()` })
          .where("org_number", "=", orgNumber)
          .where("holder", "=", hold)
          .where("cursor", "<", cursor)
          .executeTakeFirst();
        return numUpdatedRows > 0n;
      }),
  };
}

/** Held, and not only begun: between its tries a run waits for an outside system, and nobody is at it. */
async function isRunUnderWay(db: Kysely<Tables>): Promise<boolean> {
  const run = await db
    .selectFrom("sync_runs")
    .select("run_id")
    .where("state", "=", "running")
    .where("held_until", ">", sql<Date>`now()`)
    .executeTakeFirst();
  return run !== undefined;
}
