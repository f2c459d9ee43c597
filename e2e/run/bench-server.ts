import { measureMemory } from "../bench/server/measure-memory.ts";
import { measurePage } from "../bench/server/measure-page.ts";
import { measureSession } from "../bench/server/measure-session.ts";
import { measureSoak } from "../bench/server/measure-soak.ts";
import { measureStart } from "../bench/server/measure-start.ts";
import { benchServerOrderFrom, type BenchServerOrder, type Part } from "../bench/server/order.ts";
import type { CommandContext } from "./command-context.ts";
import { Obstacle } from "./ports.ts";
import { buildRelease } from "./release/build-release.ts";
import { releaseFolder } from "./release/release-form.ts";

type Measure = (order: BenchServerOrder, server: string | undefined, end: AbortSignal) => Promise<string>;

const MEASURES: Readonly<Record<Part, Measure>> = {
  start: measureStart,
  session: measureSession,
  page: measurePage,
  memory: measureMemory,
  soak: measureSoak,
};

/**
 * Measures the release beside the least that it could be and beside what others build, and prints tables in Markdown.
 * Everything is on this machine and shares its cores: only ratios say anything about another one.
 */
export async function benchServer({ root, end }: CommandContext): Promise<number> {
  try {
    const order = benchServerOrderFrom(process.argv.slice(3));
    console.error("Building the release …");
    await buildRelease(root, releaseFolder(root), end);
    process.env["PORTAL_FORM"] = "release";
    for (const part of order.parts) {
      console.error(`Measuring: ${part} …`);
      console.log(`${await MEASURES[part](order, process.env["TEST_DATABASE_URL"], end)}\n`);
    }
    return 0;
  } catch (error) {
    if (end.aborted) return 1;
    if (!(error instanceof Obstacle)) throw error;
    console.error(error.message);
    return 1;
  }
}
