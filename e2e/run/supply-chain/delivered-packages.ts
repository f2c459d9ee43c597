import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

const names = z
  .record(z.string(), z.string())
  .default({})
  .transform((dependencies) => Object.keys(dependencies));
const manifest = z.object({ dependencies: names, devDependencies: names });

/** What the bff and the page declare that they need in production, and what is declared as a tool and nowhere else. */
export async function declaredPackages(
  root: string,
): Promise<{ readonly delivered: readonly string[]; readonly tools: readonly string[] }> {
  const read = async (...folder: string[]) =>
    manifest.parse(JSON.parse(await readFile(join(root, ...folder, "package.json"), "utf8")));
  const shipped = await Promise.all([read("bff"), read("web"), read("shared")]);
  const delivered = new Set(shipped.flatMap(({ dependencies }) => dependencies));
  const all = [...shipped, await read(), await read("e2e")];
  const tools = new Set(all.flatMap(({ devDependencies }) => devDependencies));
  return { delivered: [...delivered], tools: [...tools].filter((name) => !delivered.has(name)) };
}
