import { EventEmitter, once } from "node:events";
import { z } from "zod";
import type { TakeOutput } from "../run/processes.ts";

const line = z.looseObject({ level: z.number(), time: z.string(), msg: z.string() });
export type LogLine = z.infer<typeof line>;

/** What a portal has printed. */
export interface PortalLog {
  readonly take: TakeOutput;
  /** Everything as it came, of both outputs. */
  text(): string;
  /** What stands outside the log: on stderr, or on stdout without being an entry of one line of JSON. */
  strays(): string[];
  /** The entries of this event so far. */
  entries(name: string): LogLine[];
  /** Resolves with the entries once there are so many of them. */
  untilEntries(name: string, count: number): Promise<LogLine[]>;
}

/** Promises a log that forgets nothing and adds nothing. */
export function createPortalLog(): PortalLog {
  const printed = { stdout: "", stderr: "" };
  const more = new EventEmitter();
  const lines = (): string[] => printed.stdout.split("\n").slice(0, -1);
  const entries = (name: string): LogLine[] =>
    lines()
      .filter((text) => text.includes(`"msg":"${name}"`))
      .map((text) => line.parse(JSON.parse(text)));
  return {
    take(from, text) {
      printed[from] += text;
      more.emit("more");
    },
    text: () => printed.stdout + printed.stderr,
    strays: () => [
      ...lines().filter((text) => !isEntry(text)),
      ...printed.stderr.split("\n").filter(Boolean),
    ],
    entries,
    async untilEntries(name, count) {
      while (entries(name).length < count) await once(more, "more");
      return entries(name);
    },
  };
}

function isEntry(text: string): boolean {
  try {
    return line.safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}
