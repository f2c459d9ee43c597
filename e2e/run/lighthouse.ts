import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installBrowser } from "./browser-install.ts";
import { browserFlags, findBrowser } from "./browser.ts";
import type { CommandContext } from "./command-context.ts";
import { CATEGORIES, parseReport, summaryOf, type LighthouseReport } from "./lighthouse-report.ts";
import { withLoggedInPortal, type LoggedInPortal, type Place } from "./logged-in-portal.ts";
import { Obstacle } from "./ports.ts";
import { runToEnd, type CommandLine } from "./processes.ts";
import { pinnedPnpm, pnpmLine } from "./supply-chain/pinned-pnpm.ts";
import { webBuild } from "./web-build.ts";

const RUNS = 5;
const TRIES = 4;

/** The page of a person is not for search engines, and says so; the one audit that counts this as a fault is left out. */
const ON_PURPOSE = "is-crawlable";

/** A parent's phone speaks the language that she has in kontaktregisteret; the texts of two would be fetched otherwise. */
const NORWEGIAN = ["--lang=nb-NO", "--accept-lang=nb-NO"];

/** Measures «Min profil» of a logged-in person on a simulated phone, five times, as Lighthouse advises; 1 where it is less good than promised. */
export async function lighthouse({ root, end }: CommandContext): Promise<number> {
  try {
    await mustEnd(await installation(root), end, "Lighthouse could not be installed.");
    await mustEnd(webBuild(root), end, "The page could not be built.");
    const browser = findBrowser() ?? (await installBrowser(root, end));
    const place = { root, browser, end };
    const reports = await withLoggedInPortal(place, (portal) => measure(portal, place));
    const { lines, passed } = summaryOf(reports);
    console.log(lines.join("\n"));
    return passed ? 0 : 1;
  } catch (error) {
    if (!(error instanceof Obstacle)) throw error;
    console.error(error.message);
    return 1;
  }
}

async function mustEnd(line: CommandLine, end: AbortSignal, complaint: string): Promise<void> {
  const { code, output } = await runToEnd(line, end);
  if (code !== 0) throw new Obstacle(`${complaint}\n${output}`);
}

/** Its packages are installed when they are asked for, by the project's own pnpm and a lockfile of their own. */
async function installation(root: string): Promise<CommandLine> {
  const { spec } = await pinnedPnpm(root);
  return pnpmLine(spec, join(root, "e2e", "lighthouse"), "install", "--frozen-lockfile");
}

async function measure({ address, cookie }: LoggedInPortal, place: Place): Promise<LighthouseReport[]> {
  const folder = await mkdtemp(join(tmpdir(), "foresattportal-lighthouse-"));
  const reports: LighthouseReport[] = [];
  try {
    for (let run = 1; run <= RUNS && !place.end.aborted; run += 1) {
      const file = join(folder, `${run}.json`);
      await measureOnce(runOf({ address, cookie }, place, file), place.end);
      const report = parseReport(await readFile(file, "utf8"));
      if (report.finalDisplayedUrl !== address)
        throw new Obstacle(`Lighthouse measured ${report.finalDisplayedUrl} and not ${address}.`);
      reports.push(report);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return reports;
}

/** A browser that has not recorded the beginning has measured nothing; Lighthouse itself says to run it again. */
async function measureOnce(line: CommandLine, end: AbortSignal): Promise<void> {
  for (let left = TRIES; ; left -= 1) {
    const { code, output } = await runToEnd(line, end);
    if (code === 0) return;
    if (left === 1 || !output.includes("(NO_NAVSTART)"))
      throw new Obstacle(`Lighthouse did not come to its end.\n${output}`);
  }
}

function runOf({ address, cookie }: LoggedInPortal, { root, browser }: Place, file: string): CommandLine {
  return {
    command: "lighthouse",
    args: [
      address,
      "--quiet",
      "--no-enable-error-reporting",
      `--only-categories=${CATEGORIES.join(",")}`,
      "--output=json",
      `--output-path=${file}`,
      `--skip-audits=${ON_PURPOSE}`,
      `--extra-headers=${JSON.stringify({ Cookie: cookie })}`,
      `--chrome-flags=${["--headless=new", ...NORWEGIAN, ...browserFlags(process.getuid?.() === 0)].join(" ")}`,
    ],
    cwd: join(root, "e2e", "lighthouse"),
    env: { CHROME_PATH: browser },
  };
}
