import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { writeBom } from "../supply-chain/sbom.ts";
import { inOrder } from "./in-order.ts";
import { licenceTexts } from "./licence-texts.ts";
import { BFF_COMMANDS, RELEASE } from "./release-form.ts";

const manifest = z.object({ name: z.string(), version: z.string() });

/**
 * Writes what lies beside the programs: the manifest that makes Node.js read them as modules, the licences, and the bill
 * of materials; the same packages give the same bytes.
 */
export async function writePapers(root: string, folder: string, end: AbortSignal): Promise<void> {
  await writeJson(join(folder, "package.json"), await manifestOf(root));
  await writeFile(join(folder, "LICENCES.txt"), await licenceTexts(root, end));
  const file = join(folder, "sbom.cdx.json");
  await writeJson(file, alwaysTheSame(await writeBom({ root, file }, end)));
}

async function manifestOf(root: string): Promise<object> {
  const { name, version } = manifest.parse(JSON.parse(await readFile(join(root, "package.json"), "utf8")));
  const scripts = BFF_COMMANDS.map(
    (command) => [command === "main" ? "start" : command, `exec node ${RELEASE.bff}/${command}.js`] as const,
  );
  return {
    name,
    version,
    private: true,
    type: "module",
    engines: { node: ">=24" },
    scripts: Object.fromEntries(scripts),
  };
}

const named = z.looseObject({ "bom-ref": z.string() });
const edges = z.object({ ref: z.string(), dependsOn: z.array(z.string()).default([]) });
const bill = z.looseObject({
  metadata: z.looseObject({}),
  components: z.array(named),
  dependencies: z.array(edges),
});

/** Sorted, since pnpm lists packages as it comes by them; CycloneDX demands neither the time nor the serial number. */
function alwaysTheSame(json: string): object {
  const { serialNumber: _serial, metadata, components, dependencies, ...rest } = bill.parse(JSON.parse(json));
  const { timestamp: _time, ...kept } = metadata;
  return {
    ...rest,
    metadata: kept,
    components: components.toSorted((one, other) => inOrder(one["bom-ref"], other["bom-ref"])),
    dependencies: dependencies
      .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.toSorted(inOrder) }))
      .toSorted((one, other) => inOrder(one.ref, other.ref)),
  };
}

async function writeJson(file: string, value: object): Promise<void> {
  await writeFile(file, `${JSON.stringify(value, null, 2)}\n`);
}
