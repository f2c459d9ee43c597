import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { lintSource } from "@secretlint/core";
import { rules as recommended } from "@secretlint/secretlint-rule-preset-recommend";
import type { SecretLintCoreConfig } from "@secretlint/types";
import { SECRET_ALLOWANCES } from "./secret-allowances.ts";
import { OWN_RULES } from "./secret-rules.ts";

/** Lets comments in the sources excuse a finding; there is one place for that here. */
const EXCUSES = "@secretlint/secretlint-rule-filter-comments";

const config: SecretLintCoreConfig = {
  rules: [...recommended.filter(({ meta }) => meta.id !== EXCUSES), ...OWN_RULES].map((rule) => {
    const allows = SECRET_ALLOWANCES.filter((allowance) => allowance.rule === rule.meta.id);
    return { id: rule.meta.id, rule, options: { allows: allows.flatMap((allowance) => allowance.allows) } };
  }),
};

/** Looks through the files for secrets and national ids; a line for each finding says where, and never shows it. */
export async function scanForSecrets(root: string, files: readonly string[]): Promise<string[]> {
  const findings: string[] = [];
  for (const file of files) {
    const content = await textOf(join(root, file));
    if (content === null) continue;
    const source = { filePath: file, content, contentType: "text" as const, ext: extname(file) };
    const { messages } = await lintSource({ source, options: { maskSecrets: true, config } });
    for (const { loc, message, ruleId } of messages)
      findings.push(`${file}:${String(loc.start.line)} ${message} (${ruleId})`);
  }
  return findings;
}

/** Null for a picture or a font, and for a file that is listed and deleted. */
async function textOf(file: string): Promise<string | null> {
  try {
    const content = await readFile(file);
    return content.includes(0) ? null : content.toString("utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}
