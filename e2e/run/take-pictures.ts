import { join } from "node:path";
import { installBrowser } from "./browser-install.ts";
import { findBrowser } from "./browser.ts";
import type { CommandContext } from "./command-context.ts";
import { Obstacle } from "./ports.ts";
import { runToEnd } from "./processes.ts";
import { webBuild } from "./web-build.ts";

export interface Pictures {
  /** The project of gallery/playwright.config.ts. */
  readonly project: "gallery" | "readme";
  readonly folder: string;
  /** JSON of the variants that are wanted. */
  readonly wanted?: string;
  /** Only those of these states; of all unless told. */
  readonly states?: readonly string[];
}

/** Builds the page and takes the pictures; promises the exit code, after what went wrong has been told. */
export async function takePictures({ root, end }: CommandContext, pictures: Pictures): Promise<number> {
  try {
    const browser = findBrowser() ?? (await installBrowser(root, end));
    const build = await runToEnd(webBuild(root), end);
    if (build.code !== 0) throw new Obstacle(`The page could not be built.\n${build.output}`);
    const taken = await runToEnd(
      {
        command: "playwright",
        args: ["test", "--config=gallery", `--project=${pictures.project}`, ...grepFor(pictures.states)],
        cwd: join(root, "e2e"),
        env: {
          CHROME_PATH: browser,
          PICTURES_FOLDER: pictures.folder,
          ...(pictures.wanted !== undefined && { PICTURES_WANTED: pictures.wanted }),
        },
      },
      end,
    );
    if (taken.code !== 0) console.error(taken.output);
    return taken.code;
  } catch (error) {
    if (!(error instanceof Obstacle)) throw error;
    console.error(error.message);
    return 1;
  }
}

function grepFor(states: readonly string[] | undefined): string[] {
  return states === undefined ? [] : [`--grep=(^| )(${states.join("|")}): its pictures`];
}
