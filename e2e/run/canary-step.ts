import type { Step } from "./step.ts";
import { vitestStep } from "./test-steps.ts";

/** Searches what the steps before have gathered; where something is found, the folder is kept and named. */
export function canaryStep(
  place: { readonly root: string; readonly reports: string; readonly canaries: string },
  keep: () => void,
): Step {
  const search = vitestStep("canaries in what the portal has let out", ["canaries"], place);
  return {
    name: search.name,
    async run(end) {
      const outcome = await search.run(end);
      if (outcome.failed === 0 || end.aborted) return outcome;
      keep();
      return { ...outcome, output: `${outcome.output}\nWhat was searched is in ${place.canaries}.` };
    },
  };
}
