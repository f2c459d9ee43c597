import { about, type Finder, type Finding } from "../../domain/doctor/finding.ts";
import type { DatabaseState } from "../../ports/inspection.ts";
import type { Facts } from "./facts.ts";
import { judgeFailure } from "./judge-failure.ts";

const DATABASE = { name: "the database", owner: "platform", setting: "DATABASE_URL" } as const;
/** The oldest that pg-boss runs on. */
const OLDEST = 13;
const finder: Finder = about("database", "DATABASE_URL");

/** Whether the database is there, fits this release, and fits production. */
export function judgeDatabase({ database, setting }: Facts): readonly Finding[] {
  const engine =
    setting.engine === "pglite"
      ? [
          about("database", "engine").note(
            setting.production
              ? "PGlite serves one process and has no stand-in: fit for a trial, and for nothing that has to stay up."
              : "PGlite, which production refuses unless it is told otherwise.",
          ),
        ]
      : [];
  if (!database.ok) return [judgeFailure(finder, database.failure, DATABASE), ...engine];
  const told = database.value;
  switch (told.state) {
    case "open":
      return [...judgeOpen(told), ...engine];
    case "unreachable":
      return [unreachable(told.code), ...engine];
    case "in-use":
      return [
        finder.note("Its folder is open in another process, as by a portal that runs: not looked into."),
        ...engine,
      ];
    case "absent":
      return [finder.note("Its folder does not exist yet; the portal makes it when it starts."), ...engine];
    case "in-memory":
      return [finder.note("It is in memory, and is lost with the process."), ...engine];
  }
}

type Open = Extract<DatabaseState, { state: "open" }>;

function judgeOpen(told: Open): Finding[] {
  const faults = [
    ...(told.unknown.length > 0
      ? [
          finder.wrong(
            "operator",
            `A newer release has changed its schema (${told.unknown.join(", ")}): this one does not start on it.`,
          ),
        ]
      : []),
    ...(told.version < OLDEST
      ? [
          finder.wrong(
            "platform",
            `It is Postgres ${String(told.version)}; ${String(OLDEST)} is the oldest that will do.`,
          ),
        ]
      : []),
    ...(told.readOnly
      ? [finder.wrong("platform", "It can only be read, as a stand-in can: nobody can be logged in.")]
      : []),
    ...rights(told),
  ];
  return [
    ...(faults.length > 0
      ? faults
      : [finder.well("It answers, and the portal may do there what it needs to.")]),
    about("database", "schema")[told.pending.length === 0 ? "well" : "note"](
      told.pending.length === 0
        ? "It is that of this release."
        : `Migrations wait and are made when the portal starts: ${told.pending.join(", ")}.`,
    ),
  ];
}

function rights({ pending, mayMigrate, mayHaveJobs }: Open): Finding[] {
  return [
    ...(pending.length > 0 && !mayMigrate
      ? [finder.wrong("platform", "The portal's user may not make tables there, and migrations wait.")]
      : []),
    ...(mayHaveJobs
      ? []
      : [
          finder.wrong(
            "platform",
            "The portal's user may make no schema there, and that of the nightly run (pgboss) does not exist.",
          ),
        ]),
  ];
}

function unreachable(code: string): Finding {
  if (code.startsWith("28"))
    return finder.wrong("operator", `It does not take the user or the password in DATABASE_URL (${code}).`);
  if (code === "3D000")
    return finder.wrong("platform", `The server answers and has no database of that name (${code}).`);
  if (code === "53300")
    return finder.wrong("platform", `The server has no connection left for us (${code}).`);
  return judgeFailure(finder, { upstream: "database", kind: "unavailable", reason: code }, DATABASE);
}
