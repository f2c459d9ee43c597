import type { CommandContext } from "../command-context.ts";
import { runToEnd } from "../processes.ts";
import type { Step } from "../step.ts";
import { judgeLicences, licenceLines, parseLicences, type Licences } from "./judge-licences.ts";
import { LICENCE_RULES } from "./licence-rules.ts";
import { DELIVERED, pinnedPnpm, pnpmLine } from "./pinned-pnpm.ts";

interface Listed {
  readonly all: Licences;
  /** Of what runs in production or reaches the browser. */
  readonly delivered: Licences;
}

/** Prints every licence with the packages that have it; 1 where one is not allowed. */
export async function licences({ root, end }: CommandContext): Promise<number> {
  const listed = await list(root, end);
  if (typeof listed === "string") {
    console.error(listed);
    return 1;
  }
  const { failed, output } = judgeLicences(listed, LICENCE_RULES);
  console.log(`Delivered:\n${licenceLines(listed.delivered).join("\n")}\n`);
  console.log(`With the tools:\n${licenceLines(listed.all).join("\n")}`);
  if (failed > 0) console.error(`\n${output}`);
  return failed > 0 ? 1 : 0;
}

/** Reads what is installed, and needs no network. */
export function licenceStep(root: string): Step {
  return {
    name: "licences",
    async run(end) {
      const listed = await list(root, end);
      if (typeof listed === "string") return { passed: 0, failed: 1, skipped: 0, output: listed };
      return judgeLicences(listed, LICENCE_RULES);
    },
  };
}

/** The licences, or what pnpm printed instead of them. */
async function list(root: string, end: AbortSignal): Promise<Listed | string> {
  const { spec } = await pinnedPnpm(root);
  const read = (...args: string[]) => runToEnd(pnpmLine(spec, root, ...args), end);
  const all = await read("--recursive", "licenses", "list", "--json");
  if (all.code !== 0) return all.output;
  const delivered = await read(...DELIVERED, "licenses", "list", "--prod", "--json");
  if (delivered.code !== 0) return delivered.output;
  return { all: parseLicences(all.output), delivered: parseLicences(delivered.output) };
}
