import type { KyselyConfig, LogEvent } from "kysely";
import { observations } from "../platform/observed.ts";

/**
 * For a database that is being opened: has every statement told, by its sort and never by its text, where somebody
 * listens already; Kysely would measure each of them for nobody.
 */
export function statementsTold(): Pick<KyselyConfig, "log"> {
  return observations.listenerCount("statement") === 0 ? {} : { log: tell };
}

function tell({ level, query, queryDurationMillis }: LogEvent): void {
  observations.emit("statement", {
    operation: operationOf(query.query.kind),
    durationMs: queryDurationMillis,
    failed: level === "error",
  });
}

/** `SelectQueryNode` is a `select`; what is written as SQL is `sql`. */
function operationOf(kind: string): string {
  return kind === "RawNode" ? "sql" : kind.replace(/(Query)?Node$/, "").toLowerCase();
}
