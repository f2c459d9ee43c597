import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { Obstacle } from "../run/ports.ts";
import { peakMbOf } from "./process-figures.ts";

export interface MeasuredProgram {
  /** For this Node.js: the file and its arguments, and before it what Node.js itself is told. */
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Exit codes that are no failure; 0 alone unless told. */
  readonly accepted?: readonly number[];
}

export interface Measured {
  /** From its start to its end, as whoever waits for it counts. */
  readonly seconds: number;
  /** The most memory the process held at any time; null where the system does not tell it of others. */
  readonly peakRssMb: number | null;
  readonly output: string;
}

const SAMPLE_EVERY_MS = 100;

/** Runs a program to its end and measures it; throws an obstacle with what it said when it fails. */
export async function measure(
  { args, cwd, env, accepted = [0] }: MeasuredProgram,
  end: AbortSignal,
): Promise<Measured> {
  const begun = performance.now();
  // The channel closes with this process, however it ends; see end-with-parent.ts.
  const child = spawn(process.execPath, args, { cwd, env, stdio: ["ignore", "pipe", "pipe", "ipc"] });
  const terminate = () => child.kill("SIGTERM");
  end.addEventListener("abort", terminate, { once: true });
  const memory = watchMemory(child.pid);
  try {
    const output = Promise.all([child.stdout, child.stderr].map(textOf));
    await once(child, "exit");
    const seconds = (performance.now() - begun) / 1000;
    const [out = "", err = ""] = await output;
    if (!accepted.includes(child.exitCode ?? -1))
      throw new Obstacle(`${args.join(" ")} ended with ${child.exitCode ?? child.signalCode}.\n${out}${err}`);
    return { seconds, peakRssMb: memory.peakMb(), output: out };
  } finally {
    memory.stop();
    end.removeEventListener("abort", terminate);
  }
}

async function textOf(stream: Readable | null): Promise<string> {
  return stream === null ? "" : text(stream);
}

/** Reads the kernel's own high-water mark again and again, since it is gone with the process. */
function watchMemory(pid: number | undefined) {
  let peak: number | null = null;
  const timer = setInterval(() => {
    peak = (pid === undefined ? null : peakMbOf(pid)) ?? peak;
  }, SAMPLE_EVERY_MS);
  return { peakMb: () => peak, stop: () => clearInterval(timer) };
}
