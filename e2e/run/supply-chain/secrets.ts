import { existsSync } from "node:fs";
import { join } from "node:path";
import type { CommandContext } from "../command-context.ts";
import { runToEnd } from "../processes.ts";
import { notMade, type Outcome, type Step } from "../step.ts";
import { scanForSecrets } from "./secret-scan.ts";

/** A build server may own the folder as another user than the one that tests. */
const LIST = ["-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"];

/** Looks for secrets in every file that is in the repository or could be added to it; 1 where there is one. */
export async function secrets({ root, end }: CommandContext): Promise<number> {
  const { failed, output } = await secretStep(root).run(end);
  console.log(output);
  return failed > 0 ? 1 : 0;
}

/** The same as a step of the checks. */
export function secretStep(root: string): Step {
  return {
    name: "secrets and national ids",
    async run(end) {
      if (!existsSync(join(root, ".git"))) return notMade("No repository here that a secret could get into.");
      const { code, output } = await runToEnd({ command: "git", args: LIST, cwd: root }, end);
      const files = output.split("\0").filter((file) => file !== "");
      if (code !== 0 || files.length === 0) return { passed: 0, failed: 1, skipped: 0, output };
      return judge(files.length, await scanForSecrets(root, files));
    },
  };
}

function judge(files: number, findings: readonly string[]): Outcome {
  const output = findings.length === 0 ? `No secret in ${String(files)} files.` : findings.join("\n");
  return { passed: findings.length === 0 ? 1 : 0, failed: findings.length, skipped: 0, output };
}
