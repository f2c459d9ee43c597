import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "@playwright/test";
import { minProfil, openMinProfil } from "../journeys/pages/min-profil.ts";
import { personIn } from "../journeys/people.ts";
import { startWorld, type World } from "../world/start-world.ts";
import { installBrowser } from "./browser-install.ts";
import { browserFlags, findBrowser } from "./browser.ts";
import type { CommandContext } from "./command-context.ts";
import { freePort, Obstacle } from "./ports.ts";
import { startPortal, untilReady } from "./portal-process.ts";
import { runToEnd } from "./processes.ts";
import { webBuild } from "./web-build.ts";

interface Picture {
  readonly file: string;
  /** Who is logged in; the keys are those of the world's people. */
  readonly person: string;
  readonly screen: BrowserContextOptions;
  readonly prepare?: (page: Page) => Promise<void>;
}

// Half as much again as the screen's own dots: sharp in a README, and still small.
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 1.5, isMobile: true } as const;
const DESKTOP = { viewport: { width: 1280, height: 900 }, deviceScaleFactor: 1 } as const;

const PICTURES: readonly Picture[] = [
  { file: "min-profil-390.png", person: "ulik", screen: PHONE },
  { file: "min-profil-1280.png", person: "kari", screen: DESKTOP },
  { file: "oppdatert-390.png", person: "ulik", screen: PHONE, prepare: refresh },
  { file: "min-profil-mork-390.png", person: "uten-epost", screen: { ...PHONE, colorScheme: "dark" } },
];

/** Takes the pictures of README and documentation anew, on the simulated world and its invented people. */
export async function pictures(context: CommandContext): Promise<number> {
  try {
    await takeAll(context);
    return 0;
  } catch (error) {
    if (!(error instanceof Obstacle)) throw error;
    console.error(error.message);
    return 1;
  }
}

async function takeAll({ root, end }: CommandContext): Promise<void> {
  const origin = `http://localhost:${await freePort()}`;
  const executablePath = findBrowser() ?? (await installBrowser(root, end));
  const build = await runToEnd(webBuild(root), end);
  if (build.code !== 0) throw new Obstacle(`The page could not be built.\n${build.output}`);
  const world = await startWorld({ portalOrigin: origin, ports: "free" });
  const env = { LOG_LEVEL: "error", DATABASE_URL: "pglite:memory", ...world.bffEnvironment };
  const portal = startPortal({ root, env });
  const browser = await chromium.launch({ executablePath, args: browserFlags(process.getuid?.() === 0) });
  try {
    await untilReady(portal, origin, end);
    const folder = join(root, "docs", "images");
    await mkdir(folder, { recursive: true });
    for (const picture of PICTURES) if (!end.aborted) await take(browser, world, { picture, origin, folder });
  } finally {
    await browser.close();
    await portal.stop();
    await world.close();
  }
}

interface Place {
  readonly picture: Picture;
  readonly origin: string;
  readonly folder: string;
}

async function take(browser: Browser, world: World, { picture, origin, folder }: Place): Promise<void> {
  const context = await browser.newContext({
    baseURL: origin,
    locale: "nb-NO",
    timezoneId: "Europe/Oslo",
    ...picture.screen,
  });
  const page = await context.newPage();
  const { content, verdict } = await openMinProfil(page, personIn(world, picture.person));
  await verdict.waitFor();
  await picture.prepare?.(page);
  // The number of a person, invented as it is, has no business in a picture of the page.
  if (/\d{11}/.test(await content.innerText()))
    throw new Error(`${picture.file} shows eleven digits in a row`);
  await page.screenshot({ path: join(folder, picture.file), fullPage: true, animations: "disabled" });
  await context.close();
  console.log(`docs/images/${picture.file}`);
}

async function refresh(page: Page): Promise<void> {
  const { update } = minProfil(page);
  await update.press();
  await update.sentences.first().waitFor();
}
