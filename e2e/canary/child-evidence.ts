import type { ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { appendFileSync } from "node:fs";
import { evidenceFile } from "./evidence.ts";

/**
 * Keeps what a process of the portal prints, besides what is done with it otherwise; does nothing outside a canary
 * run. A list of differences is kept apart, as it is about contact data.
 */
export function keepOutput(child: ChildProcess, args: readonly string[]): void {
  const name = `night-${randomUUID()}.txt`;
  const isList = args.includes("--differences");
  for (const stream of ["stdout", "stderr"] as const) {
    const file = evidenceFile(isList && stream === "stdout" ? "lists" : "output", name);
    if (file !== null) child[stream]?.on("data", (chunk: Buffer) => appendFileSync(file, chunk));
  }
}
