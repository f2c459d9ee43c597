import { z } from "zod";
import type { Finished } from "../processes.ts";
import { notMade, type Outcome } from "../step.ts";
import type { AuditIgnore } from "./audit-ignores.ts";
import { jsonIn } from "./pinned-pnpm.ts";

/** How pnpm says that the registry has no such list, or that nobody answers. */
const NO_ANSWER = /ERR_PNPM_AUDIT_(?:BAD_RESPONSE|ENDPOINT_NOT_EXISTS)/;

const advisory = z.object({
  github_advisory_id: z.string(),
  module_name: z.string(),
  severity: z.string(),
  title: z.string(),
});
const report = z.object({ advisories: z.record(z.string(), advisory) });

type Advisory = z.infer<typeof advisory>;

/**
 * What `pnpm audit --json` found: failed for each known vulnerability that is not ignored on that day, skipped where the
 * registry does not answer, and never passed without a report.
 */
export function judgeAdvisories(
  { code, output }: Finished,
  ignores: readonly AuditIgnore[],
  today: string,
): Outcome {
  if (code !== 0 && NO_ANSWER.test(output))
    return notMade("The registry does not answer: nothing is known of vulnerabilities.");
  const read = report.safeParse(jsonIn(output));
  if (!read.success) return { passed: 0, failed: 1, skipped: 0, output };
  const found = Object.values(read.data.advisories);
  const open = found.filter(({ github_advisory_id: id }) => !isIgnored(id, ignores, today));
  const lines = [
    ...open.map(lineOf),
    ...ignores.filter(({ until }) => until < today).map(({ advisory: id }) => `${id} is ignored no longer.`),
  ];
  return { passed: open.length === 0 ? 1 : 0, failed: open.length, skipped: 0, output: lines.join("\n") };
}

function isIgnored(id: string, ignores: readonly AuditIgnore[], today: string): boolean {
  return ignores.some((ignore) => ignore.advisory === id && today <= ignore.until);
}

function lineOf({ github_advisory_id: id, module_name: name, severity, title }: Advisory): string {
  return `${name}: ${title} (${severity}, ${id})`;
}
