import { Obstacle } from "../../run/ports.ts";
import { valuesOf, whole } from "../order-words.ts";

export const PARTS = ["start", "session", "page", "memory", "soak"] as const;
export type Part = (typeof PARTS)[number];

export interface BenchServerOrder {
  readonly parts: readonly Part[];
  /** How often each subject is measured, in turns. */
  readonly rounds: number;
  /** How long each of them is. */
  readonly seconds: number;
  /** Live sessions of the measurement of memory. */
  readonly sessions: number;
  readonly soakMinutes: number;
}

const OPTIONS = {
  only: { type: "string", default: PARTS.join(",") },
  rounds: { type: "string", default: "5" },
  seconds: { type: "string", default: "5" },
  sessions: { type: "string", default: "10000" },
  "soak-minutes": { type: "string", default: "10" },
} as const;

/** Reads what the benchmark is to do; bounded, so that a slip of a key does not keep a machine busy. Throws an obstacle that says what is wrong. */
export function benchServerOrderFrom(words: readonly string[]): BenchServerOrder {
  const values = valuesOf(words, OPTIONS);
  return {
    parts: partsOf(values.only),
    rounds: whole("--rounds", values.rounds, 1, 20),
    seconds: whole("--seconds", values.seconds, 1, 60),
    sessions: whole("--sessions", values.sessions, 100, 20_000),
    soakMinutes: whole("--soak-minutes", values["soak-minutes"], 1, 30),
  };
}

function partsOf(words: string): readonly Part[] {
  const named = words.split(",");
  const strange = named.filter((word) => !PARTS.some((part) => part === word));
  if (strange.length > 0)
    throw new Obstacle(`--only takes ${PARTS.join(", ")}, with commas between; not «${strange.join(", ")}».`);
  return PARTS.filter((part) => named.includes(part));
}
