import { copyFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { rolldown, type RolldownLog } from "rolldown";
import { Obstacle } from "../ports.ts";
import { BFF_COMMANDS } from "./release-form.ts";

/** What PGlite reads when it starts, from beside the file that holds its code. */
const FILES_OF_PGLITE = ["pglite.wasm", "pglite.data", "initdb.wasm"];

/**
 * Writes the bff's commands into the folder, with all that they import: nothing is left to be installed. Not made small,
 * so that a stack names what it names in the sources.
 */
export async function bundleBff(root: string, folder: string): Promise<void> {
  const complaints: string[] = [];
  const bundle = await rolldown({
    cwd: root,
    input: Object.fromEntries(BFF_COMMANDS.map((name) => [name, join(root, "bff/src", `${name}.ts`)])),
    platform: "node",
    // Types are stripped and nothing else, as Node.js does with the sources.
    tsconfig: false,
    // Comments that name files by where they lay would differ from machine to machine.
    experimental: { attachDebugInfo: "none" },
    onLog: (level, log) => {
      if (level === "warn" && !isKnown(log)) complaints.push(log.message);
    },
  });
  try {
    await bundle.write({
      dir: folder,
      format: "esm",
      entryFileNames: "[name].js",
      chunkFileNames: "[name]-[hash].js",
      comments: { annotation: false, jsdoc: false, legal: true },
      minify: false,
    });
  } finally {
    await bundle.close();
  }
  if (complaints.length > 0) throw new Obstacle(`The bff could not be bundled.\n${complaints.join("\n")}`);
  const pglite = dirname(createRequire(join(root, "bff/package.json")).resolve("@electric-sql/pglite"));
  for (const file of FILES_OF_PGLITE) await copyFile(join(pglite, file), join(folder, file));
}

/** PGlite's C compiler writes `eval` for what it looks up by name; it evaluates nothing that comes from outside. */
function isKnown({ code, message }: RolldownLog): boolean {
  return code === "EVAL" && message.includes("@electric-sql");
}
