interface ListedPerson {
  readonly name: { readonly given: string; readonly middle?: string | null; readonly family: string };
  readonly special: string;
}

/** The test persons as a table of two columns: the name to choose at log-in and what is special. */
export function listPersons(people: readonly ListedPerson[]): string {
  const rows = people.map(({ name, special }) => ({
    name: [name.given, name.middle, name.family]
      .filter((part) => part !== undefined && part !== null)
      .join(" "),
    special,
  }));
  const width = Math.max(...rows.map((row) => row.name.length));
  return rows.map((row) => `  ${row.name.padEnd(width)}  ${row.special}`).join("\n");
}
