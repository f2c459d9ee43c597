import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { CommandContext } from "../command-context.ts";
import { Obstacle } from "../ports.ts";
import { runToEnd } from "../processes.ts";
import { changesSince, complaintsAbout, componentsOf } from "./bom.ts";
import { declaredPackages } from "./delivered-packages.ts";
import { DELIVERED, pinnedPnpm, pnpmLine } from "./pinned-pnpm.ts";

/** Writes the bill of materials of what is delivered, and what has changed since another one; 1 where the bill is wrong. */
export async function sbom({ root, end }: CommandContext): Promise<number> {
  const { positionals, values } = parseArgs({
    args: process.argv.slice(3),
    allowPositionals: true,
    options: { against: { type: "string" } },
  });
  const file = resolve(positionals[0] ?? join(root, "sbom.cdx.json"));
  try {
    // Read first: the new bill may be written to the same file.
    const before = values.against === undefined ? undefined : await readFile(values.against, "utf8");
    const json = await writeBom({ root, file }, end);
    const complaints = complaintsAbout(json, await declaredPackages(root));
    console.log(`${file}: ${String(componentsOf(json).size)} packages are delivered.`);
    if (before !== undefined)
      console.log(
        changesSince(componentsOf(before), componentsOf(json)).join("\n") || "Nothing has changed.",
      );
    for (const complaint of complaints) console.error(complaint);
    return complaints.length === 0 ? 0 : 1;
  } catch (error) {
    if (!(error instanceof Obstacle)) throw error;
    console.error(error.message);
    return 1;
  }
}

/** Writes the bill as pnpm makes it from lockfile and store, and answers its text. */
export async function writeBom(
  { root, file }: { readonly root: string; readonly file: string },
  end: AbortSignal,
): Promise<string> {
  const { spec } = await pinnedPnpm(root);
  const kind = ["--sbom-format", "cyclonedx", "--sbom-type", "application", "--prod"];
  const line = pnpmLine(spec, root, ...DELIVERED, "sbom", ...kind, "--out", file);
  const { code, output } = await runToEnd(line, end);
  if (code !== 0) throw new Obstacle(`The bill of materials could not be made.\n${output}`);
  return readFile(file, "utf8");
}
