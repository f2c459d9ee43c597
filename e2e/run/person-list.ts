import { fullName } from "../world/people/person-name.ts";
import type { Person } from "../world/people/person.ts";

/** The test persons as a table of two columns: the name to choose at log-in and what is special. */
export function listPersons(people: readonly Pick<Person, "name" | "special">[]): string {
  const rows = people.map(({ name, special }) => ({ name: fullName(name), special }));
  const width = Math.max(...rows.map((row) => row.name.length));
  return rows.map((row) => `  ${row.name.padEnd(width)}  ${row.special}`).join("\n");
}
