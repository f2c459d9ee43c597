import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** Somebody else has the folder open. */
export class FolderInUse extends Error {
  override readonly name = "FolderInUse";
}

/** Locks of this very process: in a container every start has the same id, so the id alone does not tell. */
const ours = new Set<string>();

/**
 * Takes a PGlite folder for this process. PGlite itself lets a second process in and silently loses its writes, so the
 * lock is ours: a file with the holder's process id. A lock whose holder is dead is taken over.
 *
 * @returns gives the folder free again.
 */
export function lockFolder(folder: string): () => void {
  const file = `${folder}.lock`;
  mkdirSync(dirname(folder), { recursive: true });
  for (const attempt of [1, 2]) {
    try {
      writeFileSync(file, String(process.pid), { flag: "wx" });
      ours.add(file);
      return () => {
        ours.delete(file);
        rmSync(file, { force: true });
      };
    } catch (error) {
      if (!isTaken(error)) throw error;
      const holder = Number(readFileSync(file, "utf8"));
      if (attempt === 2 || isHeld(file, holder)) {
        throw new FolderInUse(
          `the database folder is in use by process ${String(holder)}; use Postgres for more than one`,
        );
      }
      rmSync(file, { force: true });
    }
  }
  throw new FolderInUse("the database folder is in use");
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EEXIST";
}

function isHeld(file: string, holder: number): boolean {
  return holder === process.pid ? ours.has(file) : isAlive(holder);
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
