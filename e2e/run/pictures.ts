import { join } from "node:path";
import type { CommandContext } from "./command-context.ts";
import { takePictures } from "./take-pictures.ts";

/** Takes the pictures of README anew: four states of the gallery, on the simulated world and its invented people. */
export function pictures(context: CommandContext): Promise<number> {
  return takePictures(context, { project: "readme", folder: join(context.root, "docs", "images") });
}
