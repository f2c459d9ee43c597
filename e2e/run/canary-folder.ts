/**
 * Where a run of the whole suite gathers what must not be found again, and everything in which it is then looked for;
 * null in any other run.
 */
export function canaryFolder(): string | null {
  const folder = process.env["CANARY_FOLDER"];
  return folder === undefined || folder === "" ? null : folder;
}
