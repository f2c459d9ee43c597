import type { CommandContext } from "./command-context.ts";
import { runInReports } from "./check.ts";
import { releaseStep } from "./release/build.ts";
import { vitestStep } from "./test-steps.ts";

/** Everything that the portal needs fails, and its processes stop and start: around the release, as it runs in production. */
export function testFaults(context: CommandContext): Promise<number> {
  const { root } = context;
  return runInReports(context, (reports) => [
    [releaseStep(root)],
    [vitestStep("faults around the release", ["faults"], { root, reports, form: "release" })],
  ]);
}
