import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { join } from "node:path";
import { startObserved } from "../canary/observed-portal.ts";
import { Obstacle } from "./ports.ts";
import type { Child, TakeOutput } from "./processes.ts";
import { bffCommand } from "./release/release-form.ts";

export interface PortalOptions {
  readonly root: string;
  readonly env: Readonly<Record<string, string>>;
  /** Restarts the bff whenever one of its sources changes. */
  readonly watch?: boolean;
  /** Lets {@link setClockAhead} move its clock. */
  readonly shiftableClock?: boolean;
  /** Lets {@link causeFault} break it. */
  readonly breakable?: boolean;
  /** Takes its log instead of this terminal. */
  readonly takeOutput?: TakeOutput;
}

const readyWithinMs = 60_000;
const askEveryMs = 50;

/** Starts the bff as a process of its own, exactly as it is started in production. */
export function startPortal(options: PortalOptions): Child {
  const { root, env, watch = false, shiftableClock = false, breakable = false, takeOutput } = options;
  const preload = (file: string): string[] => ["--import", join(root, "e2e/run", file)];
  const args = [
    ...(watch ? ["--watch", "--watch-preserve-output"] : []),
    ...preload("end-with-parent.ts"),
    ...(shiftableClock ? preload("shiftable-clock.ts") : []),
    ...(breakable ? preload("throw-when-told.ts") : []),
    bffCommand("main"),
  ];
  return startObserved({ command: process.execPath, args, cwd: root, env }, takeOutput);
}

/** Puts the portal's clock so far ahead of the real one; resolves when it is. */
export async function setClockAhead(portal: Child, aheadMs: number): Promise<void> {
  await portal.ask({ aheadMs });
}

/** Makes the portal throw where nothing catches it; resolves when it is about to. */
export async function causeFault(
  portal: Child,
  fault: "exception" | "rejection" | "rejection-without-error",
  message: string,
): Promise<void> {
  await portal.ask({ fault, message });
}

/** Resolves when the portal says that it is ready, and throws an obstacle when it ends or takes too long. */
export async function untilReady(
  portal: Pick<Child, "exited">,
  origin: string,
  end?: AbortSignal,
): Promise<void> {
  const enough = new AbortController();
  const giveUp = AbortSignal.any([
    enough.signal,
    AbortSignal.timeout(readyWithinMs),
    ...(end === undefined ? [] : [end]),
  ]);
  const ended = portal.exited.then((code) => `it ended (exit code ${code ?? "none"})`);
  const late = once(giveUp, "abort").then(
    () => `${origin}/readyz does not say so after ${readyWithinMs / 1000} s`,
  );
  const obstacle = await Promise.race([ended, late, poll(origin, giveUp)]);
  enough.abort();
  if (obstacle !== undefined && end?.aborted !== true)
    throw new Obstacle(`The portal did not become ready: ${obstacle}.`);
}

async function poll(origin: string, giveUp: AbortSignal): Promise<undefined> {
  while (!giveUp.aborted && !(await isReady(origin))) await wait(askEveryMs);
}

async function isReady(origin: string): Promise<boolean> {
  try {
    const answer = await fetch(`${origin}/readyz`, { signal: AbortSignal.timeout(2000) });
    return answer.ok;
  } catch {
    return false;
  }
}
