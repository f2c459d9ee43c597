import { fullName } from "./person-name.ts";
import type { Person } from "./person.ts";

/** The test persons as a Markdown table: one row each with the name to choose at log-in and what is special. */
export function personTable(people: readonly Pick<Person, "name" | "special">[]): string {
  const rows = people.map(({ name, special }) => row(fullName(name), special));
  return [row("Name", "What is special"), "|---|---|", ...rows].join("\n");
}

// A bar inside a cell would begin another one.
function row(...cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}
