import { readdir, stat } from "node:fs/promises";
import { join, relative } from "node:path";
import type { CommandContext } from "../command-context.ts";
import { Obstacle } from "../ports.ts";
import type { Step } from "../step.ts";
import { buildRelease } from "./build-release.ts";
import { RELEASE, releaseFolder } from "./release-form.ts";

/** Makes the folder that is delivered, and says where it is, what it weighs and how it is started. */
export async function build({ root, end }: CommandContext): Promise<number> {
  const folder = releaseFolder(root);
  try {
    await buildRelease(root, folder, end);
  } catch (error) {
    if (end.aborted) return 1;
    if (!(error instanceof Obstacle)) throw error;
    console.error(error.message);
    return 1;
  }
  const megabytes = (await weigh(folder)) / 1_000_000;
  console.log(`${relative(root, folder)}/ is the release: ${megabytes.toFixed(1)} MB.`);
  console.log(`Put it where there is Node.js 24, and start it with: node ${RELEASE.bff}/main.js`);
  return 0;
}

/** The same as a step of the tests. */
export function releaseStep(root: string): Step {
  return {
    name: "build",
    async run(end) {
      try {
        await buildRelease(root, releaseFolder(root), end);
        return { passed: 1, failed: 0, skipped: 0, output: "" };
      } catch (error) {
        const output = error instanceof Error ? error.message : "The release could not be built.";
        return { passed: 0, failed: 1, skipped: 0, output };
      }
    },
  };
}

async function weigh(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(
    files.map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).size),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
