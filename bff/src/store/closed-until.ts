import type { KyselyPlugin } from "kysely";
import { StoreUnavailable } from "../ports/store-unavailable.ts";
import type { Database } from "./database.ts";
import { guarded } from "./guarded.ts";

/**
 * The same database, which nobody reaches until it is open: whoever asks earlier is told that it is unavailable, as when
 * it is down. What is behind an unfinished migration would look like faults of ours.
 */
export function closedUntil(database: Database, isOpen: () => boolean): Database {
  const demandOpen = (): void => {
    if (!isOpen()) throw new StoreUnavailable("migrations-pending");
  };
  const gate: KyselyPlugin = {
    transformQuery({ node }) {
      demandOpen();
      return node;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  };
  return {
    ...database,
    db: database.db.withPlugin(gate),
    ping: () =>
      guarded(async () => {
        demandOpen();
        await database.ping();
      }),
  };
}
