import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

interface Project {
  name: string;
  include: string[];
  exclude?: string[];
  globalSetup?: string;
}

/** One project per folder, so that a run can be narrowed: `vitest run --project bff`. */
const projects: Project[] = [
  { name: "shared", include: ["shared/src/**/*.test.ts"] },
  {
    name: "bff",
    include: ["bff/src/**/*.test.ts"],
    globalSetup: "bff/src/store/testing/template.setup.ts",
  },
  { name: "web", include: ["web/**/*.test.{ts,tsx}"] },
  { name: "e2e", include: ["e2e/{bench,gallery,journeys,run,world}/**/*.test.ts", "e2e/canary/*.test.ts"] },
  // What `npm run build` has made; attacks and faults are about it too, where PORTAL_FORM says so.
  { name: "release", include: ["e2e/release/**/*.test.ts"] },
  { name: "attacks", include: ["e2e/attacks/**/*.test.ts"] },
  { name: "contract", include: ["e2e/contract/**/*.test.ts"] },
  // Whatever the portal needs fails: its database, its neighbours, the process itself.
  { name: "faults", include: ["e2e/faults/**/*.test.ts"] },
  // Real processes that are killed at night.
  { name: "nights", include: ["e2e/nights/**/*.test.ts"] },
  // What those and the journeys have let out, so after all of them.
  { name: "canaries", include: ["e2e/canary/run/*.test.ts"] },
];

export default defineConfig({
  test: {
    // Left alone, vitest would use one of two cores.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // No module here keeps state between two calls of its functions, so that files can share one; half the time goes.
    pool: "threads",
    isolate: false,
    projects: projects.map((project) => ({
      test: {
        ...project,
        exclude: ["**/node_modules/**", "**/dist/**"],
        environment: "node",
        setupFiles: ["e2e/run/fail-on-console.ts", "e2e/run/loopback-only.ts"],
        restoreMocks: true,
        // A test that waits this long hangs, also on two cores that somebody else keeps busy.
        testTimeout: 60_000,
        hookTimeout: 120_000,
      },
    })),
  },
});
