import { installBrowser } from "./browser-install.ts";
import { findBrowser } from "./browser.ts";
import { runChecks } from "./check.ts";
import type { CommandContext } from "./command-context.ts";
import { Obstacle } from "./ports.ts";
import { pageWeightStep } from "./page-weight.ts";
import { toolStep, type Step } from "./step.ts";
import { journeyStep, vitestStep } from "./test-steps.ts";
import { webBuild } from "./web-build.ts";

/** Everything there is to prove: the checks, the build, attacks on the portal as it is run, and the journeys in a real browser. */
export async function test(context: CommandContext): Promise<number> {
  return runChecks(context, (reports) => [
    [toolStep("build", webBuild(context.root))],
    [pageWeightStep(context.root)],
    [vitestStep("attacks on the running portal", ["attacks"], { root: context.root, reports })],
    [vitestStep("nights whose processes are killed", ["nights"], { root: context.root, reports })],
    [browserStep({ root: context.root, reports })],
  ]);
}

/** Finds or installs the browser when its turn has come, so that a red check is not kept waiting by an install. */
function browserStep(place: { root: string; reports: string }): Step {
  return {
    name: "journeys in the browser",
    async run(end) {
      try {
        const browser = findBrowser() ?? (await installBrowser(place.root, end));
        return await journeyStep(browser, place).run(end);
      } catch (error) {
        if (!(error instanceof Obstacle)) throw error;
        return { passed: 0, failed: 1, skipped: 0, output: error.message };
      }
    },
  };
}
