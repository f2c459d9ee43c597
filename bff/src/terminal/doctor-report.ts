import type { CheckName, Finding, Responsible } from "../domain/doctor/finding.ts";
import { COLUMNS, printableLine, wrap } from "./terminal-text.ts";

type State = Finding["state"];

/** What asks for somebody comes first. */
const ORDER: readonly State[] = ["wrong", "unchecked", "note", "well"];
const MARKS: Record<State, string> = { wrong: "WRONG", unchecked: "?", note: "note", well: "ok" };
const MARK_COLUMNS = 7;

const NAMES: Record<CheckName, string> = {
  configuration: "Configuration",
  idporten: "ID-porten",
  maskinporten: "Maskinporten",
  keys: "Our keys",
  krr: "KRR",
  registers: "Registers",
  database: "Database",
  clocks: "Clocks",
};

const WHO: Record<Responsible, string> = {
  operator: "whoever runs the portal, in its configuration",
  "self-service": "whoever runs the portal, in Digdir's self service (Samarbeidsportalen)",
  digdir: "Digdir",
  municipality: "the municipality, in Altinn",
  "register-vendor": "the register's vendor",
  platform: "whoever runs the machines, the network and the database",
};

/** Promises the findings for a terminal of 100 columns, those first that ask for somebody, and a last line that counts them. */
export function doctorReport(findings: readonly Finding[]): string {
  const blocks = ORDER.flatMap((state) => findings.filter((finding) => finding.state === state)).map(block);
  return `${[...blocks, summary(findings)].join("\n\n")}\n`;
}

function block({ check, subject, state, sentence, who }: Finding): string {
  const head = `${NAMES[check]}: ${subject}`;
  const lines = [head, sentence, ...(who === null ? [] : [`To act: ${WHO[who]}.`])]
    .map(printableLine)
    .flatMap((text) => wrap(text, COLUMNS - MARK_COLUMNS));
  return lines.map((line, index) => (index === 0 ? MARKS[state] : "").padEnd(MARK_COLUMNS) + line).join("\n");
}

function summary(findings: readonly Finding[]): string {
  const count = (state: State): number => findings.filter((finding) => finding.state === state).length;
  const rest = `${String(count("note"))} to know, ${String(count("well"))} in order.`;
  const [wrong, unchecked] = [count("wrong"), count("unchecked")];
  if (wrong + unchecked === 0) return `All is well: ${rest}`;
  return `Not well: ${String(wrong)} wrong, ${String(unchecked)} not looked at because of that, ${rest}`;
}
