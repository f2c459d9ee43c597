import type { CommandContext } from "./command-context.ts";
import { runToEnd } from "./processes.ts";

/** Writes every file in the project's one format. */
export async function format({ root, end }: CommandContext): Promise<number> {
  const { code, output } = await runToEnd({ command: "oxfmt", args: ["."], cwd: root }, end);
  process.stdout.write(output);
  return code;
}
