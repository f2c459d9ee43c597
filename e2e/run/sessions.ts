import { fileURLToPath } from "node:url";
import type { CommandContext } from "./command-context.ts";
import { startChild } from "./processes.ts";
import { bffCommand } from "./release/release-form.ts";

/** `npm run sessions -- …`: the portal's own command, in the environment of an installation. */
export async function sessions({ root, end }: CommandContext): Promise<number> {
  const endWithParent = fileURLToPath(import.meta.resolve("./end-with-parent.ts"));
  const args = ["--import", endWithParent, bffCommand("end-sessions"), ...process.argv.slice(3)];
  const child = startChild({ command: process.execPath, args, cwd: root, stdin: "inherit" });
  end.addEventListener("abort", () => void child.stop(), { once: true });
  return (await child.exited) ?? 1;
}
