import { access, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { indexPage, type Shot } from "../gallery/index-page.ts";
import { orderFrom } from "../gallery/order.ts";
import { shotPath } from "../gallery/shot.ts";
import { STATES } from "../gallery/states.ts";
import { EVERYTHING } from "../gallery/wanted.ts";
import type { CommandContext } from "./command-context.ts";
import { takePictures } from "./take-pictures.ts";

/** Takes a picture of every state in every size, theme and language, and makes a page on which to look through them. */
export async function gallery(context: CommandContext): Promise<number> {
  const begun = performance.now();
  const { states, wanted, whole } = orderFrom(process.argv.slice(3));
  const folder = join(context.root, "gallery");
  if (whole) await rm(folder, { recursive: true, force: true });
  const { languages, widths, themes } = wanted;
  const count = states.length * languages.length * widths.length * themes.length;
  console.log(`Taking ${count} pictures of ${states.length} states …`);
  const code = await takePictures(context, {
    project: "gallery",
    folder,
    wanted: JSON.stringify(wanted),
    ...(!whole && { states: states.map(({ id }) => id) }),
  });
  const shots = await shotsIn(folder);
  await writeFile(join(folder, "index.html"), indexPage(shots));
  const seconds = Math.round((performance.now() - begun) / 1000);
  console.log(
    `${shots.length} pictures are in gallery/, to look through in gallery/index.html (${seconds} s)`,
  );
  return code;
}

/** What lies in the folder, in the order of the states. */
async function shotsIn(folder: string): Promise<Shot[]> {
  const shots: Shot[] = [];
  for (const { id, title, shows } of STATES)
    for (const language of EVERYTHING.languages)
      for (const width of EVERYTHING.widths)
        for (const theme of EVERYTHING.themes) {
          const path = shotPath(id, { language, width, theme });
          if (await isThere(join(folder, path)))
            shots.push({ path, state: id, title, rows: shows, language, width, theme });
        }
  return shots;
}

async function isThere(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}
