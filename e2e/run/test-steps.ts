import { join } from "node:path";
import { runToEnd } from "./processes.ts";
import type { Step } from "./step.ts";
import { outcomeOf, playwrightCounts, vitestCounts } from "./test-report.ts";

interface Place {
  readonly root: string;
  /** Folder for the machine-readable reports beside the ones people read. */
  readonly reports: string;
}

/** The vitest projects of vitest.config.ts that are named, as one step. */
export function vitestStep(name: string, projects: readonly string[], { root, reports }: Place): Step {
  return {
    name,
    async run(end) {
      const report = join(reports, `vitest-${projects.join("-")}.json`);
      const args = ["run", ...projects.flatMap((project) => ["--project", project])];
      const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
      const finished = await runToEnd({ command: "vitest", args: [...args, ...reporters], cwd: root }, end);
      return outcomeOf(finished, report, vitestCounts);
    },
  };
}

/** The journeys in a real browser. */
export function journeyStep(browser: string, { root, reports }: Place): Step {
  return {
    name: "journeys in the browser",
    async run(end) {
      const report = join(reports, "playwright.json");
      const finished = await runToEnd(
        {
          command: "playwright",
          args: ["test", "--reporter=list,json"],
          cwd: join(root, "e2e"),
          env: { CHROME_PATH: browser, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
        },
        end,
      );
      return outcomeOf(finished, report, playwrightCounts);
    },
  };
}
