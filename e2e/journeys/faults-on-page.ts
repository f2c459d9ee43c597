import type { BrowserContext } from "@playwright/test";

export interface FaultWatch {
  announce(pattern: RegExp): void;
  /** Throws with every fault that was seen and not announced. */
  demandNone(): void;
}

/** Collects errors in the console (which is where a refused script or style shows) and uncaught exceptions. */
export function watchForFaults(context: Pick<BrowserContext, "on">): FaultWatch {
  const seen: string[] = [];
  const announced: RegExp[] = [];
  context.on("console", (message) => {
    if (message.type() === "error") seen.push(`${message.text()} (${message.location().url})`);
  });
  context.on("weberror", (fault) => seen.push(`Uncaught: ${fault.error().message}`));
  return {
    announce: (pattern) => announced.push(pattern),
    demandNone() {
      const unannounced = seen.filter((text) => !announced.some((pattern) => pattern.test(text)));
      if (unannounced.length > 0) throw new Error(`The page had faults:\n${unannounced.join("\n")}`);
    },
  };
}
