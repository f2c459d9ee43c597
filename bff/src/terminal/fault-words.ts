/** Those that say what is wrong without quoting anything. */
const OUR_ERRORS: ReadonlySet<string> = new Set(["FolderInUse", "StoreUnavailable", "ListUnreadable"]);

/** What a command says of an error: our own words, or what has failed; a driver's message may quote what it was given. */
export function faultWords(error: unknown, whatFailed: string): string {
  if (!(error instanceof Error)) return `${whatFailed} (unknown)`;
  return OUR_ERRORS.has(error.name) ? error.message : `${whatFailed} (${error.name})`;
}
