import type { CommandContext } from "../command-context.ts";
import { runToEnd } from "../processes.ts";
import { countsLine, runGroups } from "../run-steps.ts";
import type { Step } from "../step.ts";
import { judgeAdvisories } from "./advisories.ts";
import { AUDIT_IGNORES } from "./audit-ignores.ts";
import { pinnedPnpm, pnpmLine, type PinnedPnpm } from "./pinned-pnpm.ts";
import { judgePin, judgeSignatures } from "./signatures.ts";

/**
 * Asks the registry what is known against our dependencies; 1 where there is something. A command of its own and no part
 * of `npm test`: the answer depends on the day and on the network, and the same sources must test the same.
 */
export async function audit({ root, end }: CommandContext): Promise<number> {
  const steps = auditSteps(root, await pinnedPnpm(root));
  const counts = await runGroups([steps], { atOnce: 1, end, print: (line) => console.log(line) });
  console.log(`\n${countsLine(counts)}`);
  return counts.failed > 0 || end.aborted ? 1 : 0;
}

function auditSteps(root: string, { spec, sha512 }: PinnedPnpm): Step[] {
  const pnpm = (...args: string[]) => pnpmLine(spec, root, "audit", ...args);
  const view = { command: "npm", args: ["view", spec, "dist.integrity"], cwd: root };
  const today = new Date().toISOString().slice(0, 10);
  return [
    {
      name: "known vulnerabilities in production",
      alwaysTold: true,
      run: async (end) =>
        judgeAdvisories(await runToEnd(pnpm("--prod", "--json"), end), AUDIT_IGNORES, today),
    },
    {
      name: "signatures of what is installed",
      alwaysTold: true,
      run: async (end) => judgeSignatures(await runToEnd(pnpm("signatures"), end)),
    },
    {
      name: "hash of the package manager",
      alwaysTold: true,
      run: async (end) => judgePin(await runToEnd(view, end), sha512),
    },
  ];
}
