import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { Obstacle } from "../ports.ts";
import { runToEnd } from "../processes.ts";
import { jsonIn, pinnedPnpm, pnpmLine } from "../supply-chain/pinned-pnpm.ts";
import { inOrder } from "./in-order.ts";

const listed = z.record(
  z.string(),
  z.array(
    z.object({
      name: z.string(),
      versions: z.array(z.string()),
      paths: z.array(z.string()),
      author: z.string().optional(),
      homepage: z.string().optional(),
    }),
  ),
);

interface Package {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly origin: string;
  readonly folder: string;
}

/** How packages name the file with their licence, and with what else is to be passed on. */
const LICENCE_FILE = /^(?:licen[cs]e|copying|notice)/i;
const RULE = "-".repeat(80);

/**
 * The licences of what bff and page are made of, with their texts, as nearly all of them demand of whoever passes the
 * packages on. In the order of names, so that the same packages give the same text.
 */
export async function licenceTexts(root: string, end: AbortSignal): Promise<string> {
  const packages = await deliveredPackages(root, end);
  const parts = await Promise.all(packages.map(partOf));
  return `Foresattportal is delivered with these packages.\n\n${parts.join("\n")}`;
}

async function deliveredPackages(root: string, end: AbortSignal): Promise<readonly Package[]> {
  const { spec } = await pinnedPnpm(root);
  // Not the runtime, which is not in the folder.
  const delivered = ["--filter", "@foresattportal/bff", "--filter", "@foresattportal/web"];
  const line = pnpmLine(spec, root, ...delivered, "licenses", "list", "--prod", "--json");
  const { code, output } = await runToEnd(line, end);
  if (code !== 0) throw new Obstacle(`The licences could not be listed.\n${output}`);
  return Object.entries(listed.parse(jsonIn(output)))
    .flatMap(([licence, packages]) =>
      packages.flatMap(({ name, versions, paths, author, homepage }) =>
        versions.map((version, at) => {
          const origin = [author, homepage].filter((part) => part !== undefined).join(", ");
          return { name, version, licence, origin, folder: paths[at] ?? "" };
        }),
      ),
    )
    .toSorted((one, other) => inOrder(`${one.name} ${one.version}`, `${other.name} ${other.version}`));
}

async function partOf({ name, version, licence, origin, folder }: Package): Promise<string> {
  const files = (await readdir(folder)).filter(
    (file) => LICENCE_FILE.test(file) && !/\.[cm]?[jt]s$/.test(file),
  );
  const texts = await Promise.all(
    files.toSorted(inOrder).map(async (file) => (await readFile(join(folder, file), "utf8")).trim()),
  );
  return [RULE, `${name} ${version} (${licence})`, origin, "", ...texts, ""].join("\n");
}
