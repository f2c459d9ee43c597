import { once } from "node:events";
import { Obstacle } from "./ports.ts";
import type { Child } from "./processes.ts";

type Later = (close: () => Promise<void>) => void;

/**
 * Sets up what runs, waits until told to end or until the main child ends by itself, and closes everything in the
 * opposite order of its start; answers 0 for an end that was asked for.
 */
export async function runUntilEnd(
  end: AbortSignal,
  setUp: (later: Later) => Promise<Pick<Child, "exited" | "stop">>,
): Promise<number> {
  const closers: (() => Promise<void>)[] = [];
  try {
    const child = await setUp((close) => closers.unshift(close));
    const ended = end.aborted
      ? undefined
      : await Promise.race([once(end, "abort").then(() => undefined), child.exited]);
    if (end.aborted || ended === undefined) return 0;
    throw new Obstacle(
      `The portal ended by itself (exit code ${ended ?? "none"}); its last lines above say why.`,
    );
  } catch (error) {
    if (end.aborted) return 0;
    console.error(sentenceFor(error));
    return 1;
  } finally {
    for (const close of closers) await close();
  }
}

/** What a person can act on is one sentence; anything else is a fault of ours and shown whole. */
function sentenceFor(error: unknown): unknown {
  return error instanceof Obstacle ? error.message : error;
}
