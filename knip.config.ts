import type { KnipConfig } from "knip";

/** What a style sheet takes from elsewhere, as imports that knip can follow. */
function cssImports(css: string): string {
  return [...css.matchAll(/(?:@import\s+|url\()"([^"]+)"/g)]
    .map(([, target]) => `import "${target}";`)
    .join("\n");
}

const config: KnipConfig = {
  compilers: { css: cssImports },
  // A type that an exported function mentions may be named by whoever calls it.
  ignoreExportsUsedInFile: { interface: true, type: true },
  workspaces: {
    // The runner starts these by name.
    ".": { ignoreDependencies: ["oxfmt", "oxlint", "oxlint-tsgolint"] },
    bff: {
      // Kysely's migrator calls `up` of each migration.
      entry: [
        "src/main.ts",
        "src/sync.ts",
        "src/end-sessions.ts",
        "src/doctor.ts",
        "src/store/migrations/*.ts",
      ],
      project: ["src/**/*.ts"],
    },
    shared: { entry: [], project: ["src/**/*.ts"] },
    web: { project: ["src/**/*.{ts,tsx,css}", "*.ts"] },
    e2e: {
      // Comes with Postgres, and is asked for only where TEST_DATABASE_URL names one.
      ignoreBinaries: ["psql", "ps", "id"],
      entry: [
        "run/main.mjs",
        "run/end-with-parent.ts",
        "run/shiftable-clock.ts",
        "run/throw-when-told.ts",
        "world/main.ts",
        // The benchmark starts these as processes of their own.
        "bench/server/{bare,floor-page,load-program,world}.ts",
      ],
      playwright: { config: ["playwright.config.ts", "gallery/playwright.config.ts"] },
      project: ["**/*.ts"],
    },
  },
};

export default config;
