import { isAllWell, type Finding } from "../domain/doctor/finding.ts";
import { printableLine } from "./terminal-text.ts";

/**
 * What `--json` prints, for other programs. Within version 1 things may be added; nothing goes away or changes its
 * meaning. Sentences are for people, and change.
 */
export interface DoctorJson {
  readonly version: 1;
  readonly well: boolean;
  readonly findings: readonly Finding[];
}

/** Promises the shape `DoctorJson`, indented and with its keys in the same order each time. */
export function doctorJson(findings: readonly Finding[]): string {
  const json: DoctorJson = { version: 1, well: isAllWell(findings), findings: findings.map(clean) };
  return `${JSON.stringify(json, null, 2)}\n`;
}

function clean(finding: Finding): Finding {
  const { check, subject, sentence } = finding;
  const text = { check, subject: printableLine(subject), sentence: printableLine(sentence) };
  return finding.state === "wrong"
    ? { ...text, state: finding.state, who: finding.who }
    : { ...text, state: finding.state, who: null };
}
