import type { Kysely } from "kysely";
import type { LookupLog } from "../ports/lookup-log.ts";
import { guarded } from "./guarded.ts";
import type { Tables } from "./tables.ts";

/** Look-ups in a table of their own; the sweep keeps them for a year. */
export function createLookupLog(db: Kysely<Tables>): LookupLog {
  return {
    note: ({ occasion, orgNumber, subject, persons, answered }) =>
      guarded(async () => {
        await db
          .insertInto("lookups")
          .values({ occasion, org_number: orgNumber, subject, persons, answered })
          .execute();
      }),
  };
}
