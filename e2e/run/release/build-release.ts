import { cp, mkdir, rm } from "node:fs/promises";
import { join, relative } from "node:path";
import { Obstacle } from "../ports.ts";
import { runToEnd } from "../processes.ts";
import { webBuild } from "../web-build.ts";
import { bundleBff } from "./bundle-bff.ts";
import { writePapers } from "./papers.ts";
import { RELEASE } from "./release-form.ts";

/**
 * Makes the folder that is delivered, anew: the bundled bff, the built page, licences and bill of materials. It runs with
 * Node.js 24 alone, wherever it is put; the same sources make the same bytes.
 *
 * @throws Obstacle with what the tool said where a part cannot be made.
 */
export async function buildRelease(root: string, folder: string, end: AbortSignal): Promise<void> {
  await buildPrograms(root, folder, end);
  await writePapers(root, folder, end);
}

/** The part of it that is made of our sources. */
export async function buildPrograms(root: string, folder: string, end: AbortSignal): Promise<void> {
  const { code, output } = await runToEnd(webBuild(root), end);
  if (code !== 0) throw new Obstacle(`The page could not be built.\n${output}`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await bundleBff(root, join(folder, RELEASE.bff));
  const page = join(root, "web/dist");
  await cp(page, join(folder, RELEASE.page), {
    recursive: true,
    // Vite's notes are for whoever builds.
    filter: (source) => !relative(page, source).startsWith(".vite"),
  });
}
