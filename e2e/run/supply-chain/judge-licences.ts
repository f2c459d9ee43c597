import { z } from "zod";
import type { Outcome } from "../step.ts";
import type { LicenceRule } from "./licence-rules.ts";
import { jsonIn } from "./pinned-pnpm.ts";

const listed = z.record(z.string(), z.array(z.object({ name: z.string(), versions: z.array(z.string()) })));

/** What `pnpm licenses list --json` says: packages by licence. */
export type Licences = z.infer<typeof listed>;

/** Promises the packages by licence, or throws where pnpm printed something else. */
export function parseLicences(output: string): Licences {
  return listed.parse(jsonIn(output));
}

/** Fails for each package whose licence is not allowed where it is used; with nothing to judge there is no pass. */
export function judgeLicences(
  { all, delivered }: { readonly all: Licences; readonly delivered: Licences },
  rules: readonly LicenceRule[],
): Outcome {
  const anywhere = new Set(rules.map(({ licence }) => licence));
  const everywhere = new Set(
    rules.filter(({ where }) => where === "everywhere").map(({ licence }) => licence),
  );
  const complaints = new Set([
    ...refused(delivered, everywhere, "is delivered under"),
    ...refused(all, anywhere, "has"),
  ]);
  if (Object.keys(all).length === 0 || Object.keys(delivered).length === 0)
    complaints.add("No licence was found at all.");
  const output = [...complaints].join("\n");
  return { passed: complaints.size === 0 ? 1 : 0, failed: complaints.size, skipped: 0, output };
}

function refused(licences: Licences, allowed: ReadonlySet<string>, verb: string): string[] {
  return Object.entries(licences)
    .filter(([licence]) => !allowed.has(licence))
    .flatMap(([licence, packages]) => packages.map(({ name }) => `${name} ${verb} «${licence}».`));
}

/** One line for each licence: how many packages have it, and which. */
export function licenceLines(licences: Licences): string[] {
  return Object.entries(licences)
    .sort(([, left], [, right]) => right.length - left.length)
    .map(([licence, packages]) => {
      const names = packages.map(({ name, versions }) => `${name} ${versions.join(", ")}`);
      return `${licence} (${String(packages.length)}): ${names.join("; ")}`;
    });
}
