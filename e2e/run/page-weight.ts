import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { buildManifest, firstViewFiles, textFiles } from "./first-view.ts";
import type { Outcome, Step } from "./step.ts";

/** What the first view of «Min profil» may weigh, in bytes after gzip (issue of the page; 1 kB = 1000 bytes). */
export const LIMITS = { js: 110_000, css: 20_000 } as const;

const GZIP_LEVEL = 9;

/** A built file and what it weighs on the way to the browser. */
export interface Weighed {
  readonly file: string;
  readonly gzip: number;
  readonly brotli: number;
}

/** Weighs what a browser fetches for the first view, says so file by file, and fails above the limits. */
export function pageWeightStep(root: string): Step {
  return {
    name: "weight of the first view",
    alwaysTold: true,
    async run() {
      const dist = join(root, "web/dist");
      const manifest = buildManifest.parse(
        JSON.parse(await readFile(join(dist, ".vite/manifest.json"), "utf8")),
      );
      const { js, css } = firstViewFiles(manifest);
      const weigh = (files: readonly string[]) => Promise.all(files.map((file) => weighFile(dist, file)));
      const texts = heaviest(await weigh(textFiles(manifest)));
      const weighed = { js: [...(await weigh(js)), texts], css: await weigh(css) };
      const all = await weigh((await readdir(join(dist, "assets"))).flatMap(scriptIn));
      return judge(weighed, all);
    },
  };
}

/** One language is fetched, whichever it is: the limit holds for the one with the most words. */
function heaviest(files: readonly Weighed[]): Weighed {
  const [most] = [...files].sort((left, right) => right.gzip - left.gzip);
  if (most === undefined) throw new Error("the build has no texts");
  return most;
}

function scriptIn(name: string): string[] {
  return name.endsWith(".js") ? [join("assets", name)] : [];
}

async function weighFile(dist: string, file: string): Promise<Weighed> {
  const content = await readFile(join(dist, file));
  return {
    file,
    gzip: gzipSync(content, { level: GZIP_LEVEL }).length,
    brotli: brotliCompressSync(content).length,
  };
}

function sum(files: readonly Weighed[]): Omit<Weighed, "file"> {
  return {
    gzip: files.reduce((total, { gzip }) => total + gzip, 0),
    brotli: files.reduce((total, { brotli }) => total + brotli, 0),
  };
}

function row(name: string, { gzip, brotli }: Omit<Weighed, "file">, limit?: number): string {
  const numbers = `${String(gzip).padStart(8)} gzip ${String(brotli).padStart(8)} brotli`;
  return `  ${name.padEnd(44)}${numbers}${limit === undefined ? "" : `  (at most ${String(limit)} gzip)`}`;
}

/** Promises the figures as lines, and a failure for each limit that is passed. */
export function judge(
  weighed: Readonly<Record<keyof typeof LIMITS, readonly Weighed[]>>,
  all: readonly Weighed[],
): Outcome {
  const lines = [...weighed.js, ...weighed.css].map((file) => row(file.file, file));
  lines.push(row("JavaScript of the first view", sum(weighed.js), LIMITS.js));
  lines.push(row("CSS of the first view", sum(weighed.css), LIMITS.css));
  lines.push(row("all JavaScript, every language and page", sum(all)));
  const tooHeavy = (["js", "css"] as const).filter((kind) => sum(weighed[kind]).gzip > LIMITS[kind]);
  return { passed: 2 - tooHeavy.length, failed: tooHeavy.length, skipped: 0, output: lines.join("\n") };
}
