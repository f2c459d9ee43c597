import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { browserStep } from "./browser-step.ts";
import { runChecks } from "./check.ts";
import type { CommandContext } from "./command-context.ts";
import { pageWeightStep } from "./page-weight.ts";
import { releaseStep } from "./release/build.ts";
import { sameBuildStep } from "./supply-chain/same-build.ts";
import { canaryStep } from "./canary-step.ts";
import { vitestStep } from "./test-steps.ts";

/**
 * Everything there is to prove: the checks, the release, attacks on it and faults around it, nights, the journeys in a
 * real browser, and that nothing of all this can be found in what the portal has let out.
 */
export async function test(context: CommandContext): Promise<number> {
  const { root } = context;
  const canaries = await mkdtemp(join(tmpdir(), "foresattportal-canaries-"));
  const search = { leaked: false };
  try {
    return await runChecks(context, (reports) => {
      const place = { root, reports, canaries };
      // What is delivered is what is attacked and what has to stay up; nights and journeys begin it from its sources.
      const delivered = { ...place, form: "release" } as const;
      return [
        [releaseStep(root)],
        [pageWeightStep(root), sameBuildStep(root)],
        [vitestStep("the release by itself", ["release"], place)],
        [vitestStep("attacks on the release", ["attacks"], delivered)],
        [vitestStep("faults around the release", ["faults"], delivered)],
        [vitestStep("nights whose processes are killed", ["nights"], place)],
        [browserStep("journeys in the browser", place)],
        [canaryStep(place, () => (search.leaked = true))],
      ];
    });
  } finally {
    if (!search.leaked) await rm(canaries, { recursive: true, force: true });
  }
}
