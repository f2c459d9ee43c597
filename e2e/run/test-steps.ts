import { join } from "node:path";
import { runToEnd } from "./processes.ts";
import type { PortalForm } from "./release/release-form.ts";
import type { Step } from "./step.ts";
import { outcomeOf, playwrightCounts, vitestCounts } from "./test-report.ts";

export interface Place {
  readonly root: string;
  /** Folder for the machine-readable reports beside the ones people read. */
  readonly reports: string;
  /** Where the step gathers what is searched at the end of the run; it gathers nothing unless told. */
  readonly canaries?: string;
  /** In which form the portal is tested; its sources unless told. */
  readonly form?: PortalForm;
}

/** The vitest projects of vitest.config.ts that are named, as one step. */
export function vitestStep(name: string, projects: readonly string[], place: Place): Step {
  const { root, reports } = place;
  return {
    name,
    async run(end) {
      const report = join(reports, `vitest-${projects.join("-")}.json`);
      const args = ["run", ...projects.flatMap((project) => ["--project", project])];
      const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
      const line = { command: "vitest", args: [...args, ...reporters], cwd: root, env: environment(place) };
      const finished = await runToEnd(line, end);
      return outcomeOf(finished, report, vitestCounts);
    },
  };
}

/** The projects of playwright.config.ts that are named, all where none is, in this browser. */
export function playwrightStep(
  { name, browser, projects }: { name: string; browser: string; projects: readonly string[] },
  place: Place,
): Step {
  const { root, reports } = place;
  return {
    name,
    async run(end) {
      const report = join(reports, "playwright.json");
      const finished = await runToEnd(
        {
          command: "playwright",
          args: ["test", "--reporter=list,json", ...projects.map((project) => `--project=${project}`)],
          cwd: join(root, "e2e"),
          env: { CHROME_PATH: browser, PLAYWRIGHT_JSON_OUTPUT_FILE: report, ...environment(place) },
        },
        end,
      );
      return outcomeOf(finished, report, playwrightCounts);
    },
  };
}

function environment({ canaries, form }: Place): Record<string, string> {
  return {
    ...(canaries !== undefined && { CANARY_FOLDER: canaries }),
    ...(form !== undefined && { PORTAL_FORM: form }),
  };
}
