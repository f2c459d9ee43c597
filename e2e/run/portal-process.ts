import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { join } from "node:path";
import { startChild, type Child } from "./processes.ts";
import { Obstacle } from "./ports.ts";

export interface PortalOptions {
  readonly root: string;
  readonly env: Readonly<Record<string, string>>;
  /** Restarts the bff whenever one of its sources changes. */
  readonly watch?: boolean;
  /** Lets {@link setClockAhead} move its clock. */
  readonly shiftableClock?: boolean;
}

const readyWithinMs = 60_000;
const askEveryMs = 50;

/** Starts the bff as a process of its own, exactly as it is started in production. */
export function startPortal({ root, env, watch = false, shiftableClock = false }: PortalOptions): Child {
  const preload = (file: string): string[] => ["--import", join(root, "e2e/run", file)];
  const args = [
    ...(watch ? ["--watch", "--watch-preserve-output"] : []),
    ...preload("end-with-parent.ts"),
    ...(shiftableClock ? preload("shiftable-clock.ts") : []),
    "bff/src/main.ts",
  ];
  return startChild({ command: process.execPath, args, cwd: root, env });
}

/** Puts the portal's clock so far ahead of the real one; resolves when it is. */
export async function setClockAhead(portal: Child, aheadMs: number): Promise<void> {
  await portal.ask({ aheadMs });
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
