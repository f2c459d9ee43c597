import { readdir, readFile } from "node:fs/promises";
import { builtinModules } from "node:module";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { RELEASE, releaseFolder } from "../run/release/release-form.ts";
import { complaintsAbout, componentsOf } from "../run/supply-chain/bom.ts";
import { declaredPackages } from "../run/supply-chain/delivered-packages.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = releaseFolder(root);

/** What a bundle asks Node.js for. */
const IMPORTED = /^(?:import|export)\b[^"'\n]*?from\s*"([^"]+)"|^import\s*"([^"]+)"|\bimport\("([^"]+)"\)/gm;
/** Tried and not missed: the driver's compiled variant, which is chosen by configuration. */
const NOT_MISSED = new Set(["pg-native"]);

const read = (file: string): Promise<string> => readFile(join(folder, file), "utf8");

describe("the folder that is delivered (SC5, SC8, SC10)", () => {
  let files: readonly string[];

  beforeAll(async () => {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    files = entries
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => relative(folder, join(parentPath, name)));
  });

  it("has the bff, the page, the licences and the bill of materials, and nothing else", () => {
    const places = files.map((file) => /^(?:bff\/dist|web\/dist)\//.exec(file)?.[0] ?? file);
    expect([...new Set(places)].toSorted()).toEqual([
      "LICENCES.txt",
      "bff/dist/",
      "package.json",
      "sbom.cdx.json",
      "web/dist/",
    ]);
  });

  it("has no source, test, source map, package folder or repository in it", () => {
    const strange = /\.tsx?$|\.map(?:\.|$)|\.test\.|node_modules|(?:^|\/)\./;
    expect(files.filter((file) => strange.test(file))).toEqual([]);
  });

  it("imports nothing that is not in it or in Node.js", async () => {
    const bundles = files.filter((file) => file.startsWith(RELEASE.bff) && file.endsWith(".js"));
    const known = new Set(bundles.map((file) => `./${relative(RELEASE.bff, file)}`));
    const strange: string[] = [];
    for (const bundle of bundles) {
      for (const [, one, two, three] of (await read(bundle)).matchAll(IMPORTED)) {
        const name = one ?? two ?? three ?? "";
        const isBuiltIn = name.startsWith("node:") || builtinModules.includes(name);
        if (!isBuiltIn && !known.has(name) && !NOT_MISSED.has(name)) strange.push(`${bundle}: ${name}`);
      }
    }
    expect(bundles.length).toBeGreaterThan(4);
    expect(strange).toEqual([]);
  });

  it("names no folder of the machine on which it was made", async () => {
    for (const file of files.filter((name) => !/\.(?:wasm|data|woff2|br|gz|png|ico)$/.test(name)))
      expect((await read(file)).includes(root), file).toBe(false);
  });

  it("has a manifest that asks for Node.js 24 and for no package", async () => {
    const manifest: unknown = JSON.parse(await read("package.json"));
    expect(manifest).toMatchObject({ type: "module", engines: { node: ">=24" } });
    expect(Object.keys(manifest ?? {}).filter((key) => key.endsWith("ependencies"))).toEqual([]);
  });

  it("has a bill of materials that is the same whenever it is made", async () => {
    const bom = await read("sbom.cdx.json");
    expect(complaintsAbout(bom, await declaredPackages(root))).toEqual([]);
    expect(bom).not.toMatch(/"timestamp"|"serialNumber"/);
  });

  it("has the licence of every package that the bill names, ours and the runtime apart", async () => {
    const licences = await read("LICENCES.txt");
    const missing = [...componentsOf(await read("sbom.cdx.json"))]
      .flatMap(([name, versions]) => versions.map((version) => `${name} ${version}`))
      .filter(
        (line) => !licences.includes(`\n${line} (`) && !/^(?:@foresattportal\/|node-linux-)/.test(line),
      );
    expect(missing).toEqual([]);
    expect(licences).toContain("SIL OPEN FONT LICENSE");
  });
});
