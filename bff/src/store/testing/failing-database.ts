import { sql, type Kysely, type KyselyPlugin } from "kysely";
import type { Tables } from "../tables.ts";

export interface FailingDatabase {
  /** The same tables; every statement fails as on a broken connection while the database is down. */
  readonly db: Kysely<Tables>;
  setDown(down: boolean): void;
}

/** A database that a test can take away, on any engine, in the middle of what a request does. */
export function failingDatabase(db: Kysely<Tables>): FailingDatabase {
  let isDown = false;
  const plugin: KyselyPlugin = {
    transformQuery({ node }) {
      if (isDown) throw Object.assign(new Error("connection failure"), { code: "08006" });
      return node;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  };
  return {
    db: db.withPlugin(plugin),
    setDown(down) {
      isDown = down;
    },
  };
}

/** As if so many minutes had passed for every session. */
export async function ageSessions(db: Kysely<Tables>, minutes: number): Promise<void> {
  const past = sql`${minutes} * interval '1 minute'`;
  await sql`update sessions set created_at = created_at - ${past}, last_seen_at = last_seen_at - ${past}`.execute(
    db,
  );
}
