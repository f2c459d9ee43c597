import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { Obstacle } from "../run/ports.ts";
import type { BenchCalls } from "./bench-calls.ts";

const WORLD = fileURLToPath(import.meta.resolve("./world.ts"));

const ADDRESSES = z.object({
  persons: z.number(),
  maskinporten: z.url(),
  krr: z.url(),
  register: z.url(),
  calls: z.url(),
});
const CALLS = z.object({
  tokens: z.number(),
  krr: z.number(),
  ids: z.number(),
  pages: z.number(),
  batches: z.number(),
  others: z.number(),
  writes: z.number(),
}) satisfies z.ZodType<BenchCalls>;

/** Starts the bench world as a process of its own, so that what it costs is not counted to whom it is there for. */
export async function startBenchWorldProcess({
  persons,
  krrLatency,
}: {
  readonly persons: number;
  readonly krrLatency: number;
}) {
  const args = [WORLD, `--persons=${persons}`, `--krr-latency=${krrLatency}`];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const exited = once(child, "exit");
  const line = await Promise.race([once(createInterface(child.stdout), "line"), exited]);
  if (typeof line[0] !== "string")
    throw new Obstacle("The bench world did not start; its lines above say why.");
  const addresses = ADDRESSES.parse(JSON.parse(line[0]));
  return {
    addresses,
    /** All requests so far. */
    async calls(): Promise<number> {
      const { tokens, krr, pages, batches, others } = CALLS.parse(
        await (await fetch(addresses.calls)).json(),
      );
      return tokens + krr + pages + batches + others;
    },
    async close(): Promise<void> {
      child.kill();
      await exited;
    },
  };
}
