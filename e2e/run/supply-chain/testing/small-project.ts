import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runToEnd, type Finished } from "../../processes.ts";
import { pinnedPnpm, pnpmLine } from "../pinned-pnpm.ts";

/** The project's own folder. */
export const ROOT = fileURLToPath(new URL("../../../..", import.meta.url));

const RUN_WITHIN_MS = 60_000;

/** A project of one package.json under the install rules of ours, with a store and caches of its own. */
export interface SmallProject {
  readonly folder: string;
  /** Writes package.json with these dependencies. */
  dependOn(dependencies: Readonly<Record<string, string>>): Promise<void>;
  /** Changes the install rules; without a change they are this project's. */
  setRules(change?: (rules: string) => string): Promise<void>;
  /** Runs the pinned pnpm against the registry. */
  pnpm(...args: string[]): Promise<Finished>;
  remove(): Promise<void>;
}

/** Promises a project with our install rules and nothing installed. */
export async function createSmallProject(registry: string): Promise<SmallProject> {
  const base = await mkdtemp(join(tmpdir(), "small-project-"));
  const folder = join(base, "project");
  const { spec } = await pinnedPnpm(ROOT);
  const rules = await readFile(join(ROOT, "pnpm-workspace.yaml"), "utf8");
  const project: SmallProject = {
    folder,
    dependOn: (dependencies) =>
      writeFile(
        join(folder, "package.json"),
        JSON.stringify({ name: "small", version: "1.0.0", private: true, dependencies }),
      ),
    setRules: (change = (same) => same) => writeFile(join(folder, "pnpm-workspace.yaml"), change(rules)),
    pnpm(...args) {
      const line = pnpmLine(spec, folder, ...args, "--registry", registry);
      // Nothing that an earlier run has fetched or found good.
      const own = {
        XDG_DATA_HOME: join(base, "data"),
        XDG_CACHE_HOME: join(base, "cache"),
        XDG_STATE_HOME: join(base, "state"),
      };
      return runToEnd({ ...line, env: { ...line.env, ...own } }, AbortSignal.timeout(RUN_WITHIN_MS));
    },
    remove: () => rm(base, { recursive: true, force: true }),
  };
  await mkdir(folder);
  await project.setRules();
  return project;
}
