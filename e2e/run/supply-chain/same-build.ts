import { createHash } from "node:crypto";
import { copyFile, cp, mkdtemp, readdir, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { Obstacle } from "../ports.ts";
import { buildPrograms } from "../release/build-release.ts";
import { writePapers } from "../release/papers.ts";
import { releaseFolder } from "../release/release-form.ts";
import type { Outcome, Step } from "../step.ts";

/** Installed and built; the first is linked, and the second is what is to be made. */
const NOT_SOURCES: ReadonlySet<string> = new Set(["node_modules", "dist"]);
const PACKAGES = ["bff", "shared", "web"];

/** Makes the release again, from a copy in another folder and without a cache, and demands the same files byte by byte. */
export function sameBuildStep(root: string): Step {
  return {
    name: "the build made again elsewhere",
    async run(end) {
      const elsewhere = await mkdtemp(join(tmpdir(), "foresattportal-build-"));
      try {
        await copySources(root, elsewhere);
        const again = releaseFolder(elsewhere);
        await buildPrograms(elsewhere, again, end);
        // Made of what is installed, which a copy of the sources does not have.
        await writePapers(root, again, end);
        return await compareBuilds(releaseFolder(root), again);
      } catch (error) {
        if (!(error instanceof Obstacle)) throw error;
        return { passed: 0, failed: 1, skipped: 0, output: error.message };
      } finally {
        await rm(elsewhere, { recursive: true, force: true });
      }
    },
  };
}

async function copySources(root: string, elsewhere: string): Promise<void> {
  for (const file of ["package.json", "tsconfig.base.json"])
    await copyFile(join(root, file), join(elsewhere, file));
  for (const name of PACKAGES) {
    const sources = join(root, name);
    await cp(sources, join(elsewhere, name), {
      recursive: true,
      filter: (source) => !NOT_SOURCES.has(relative(sources, source)),
    });
    await symlink(join(sources, "node_modules"), join(elsewhere, name, "node_modules"));
  }
}

/** Fails for each file that one build has otherwise than the other, or has alone; an empty build is no build. */
export async function compareBuilds(first: string, second: string): Promise<Outcome> {
  const [one, other] = await Promise.all([hashesIn(first), hashesIn(second)]);
  const names = [...new Set([...one.keys(), ...other.keys()])].sort();
  const different = names.filter((name) => one.get(name) !== other.get(name));
  const failed = names.length === 0 ? 1 : different.length;
  const lines = different.map((name) => `${name} is not the same in both builds.`);
  return { passed: failed === 0 ? 1 : 0, failed, skipped: 0, output: lines.join("\n") };
}

async function hashesIn(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const hashes = files.map(
    async (file) =>
      [
        relative(folder, file),
        createHash("sha256")
          .update(await readFile(file))
          .digest("hex"),
      ] as const,
  );
  return new Map(await Promise.all(hashes));
}
