import { browserStep } from "./browser-step.ts";
import type { CommandContext } from "./command-context.ts";
import { runInReports } from "./check.ts";
import { releaseStep } from "./release/build.ts";
import { vitestStep } from "./test-steps.ts";

/** Attacks on the release, as it runs in production, and from within a browser; docs/security-checks.md says what for. */
export function testAttacks(context: CommandContext): Promise<number> {
  const { root } = context;
  return runInReports(context, (reports) => [
    [releaseStep(root)],
    [vitestStep("attacks on the release", ["attacks"], { root, reports, form: "release" })],
    [browserStep("attacks in the browser", { root, reports, form: "release" }, ["attacks"])],
  ]);
}
