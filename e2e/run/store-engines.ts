/** Names the database engines that the store tests of this environment run on. */
export function storeEngines(env: NodeJS.ProcessEnv): string {
  const url = env["TEST_DATABASE_URL"];
  return url === undefined || url === ""
    ? "PGlite (set TEST_DATABASE_URL for Postgres too)"
    : "PGlite and Postgres";
}
