import { MOST_PERSONS } from "./indexed-ids.ts";
import { valuesOf, whole } from "./order-words.ts";

export interface BenchOrder {
  readonly persons: number;
  /** Milliseconds before each answer of KRR. */
  readonly krrLatency: number;
  /** How often the floor and the run that has nothing to write are measured. */
  readonly runs: number;
  readonly floorOnly: boolean;
}

const OPTIONS = {
  persons: { type: "string", default: "100000" },
  "krr-latency": { type: "string", default: "0" },
  runs: { type: "string", default: "1" },
  "floor-only": { type: "boolean", default: false },
} as const;

/** Reads what the benchmark is to do; throws an obstacle that says what is wrong. */
export function benchOrderFrom(words: readonly string[]): BenchOrder {
  const values = valuesOf(words, OPTIONS);
  return {
    persons: whole("--persons", values.persons, 1, MOST_PERSONS),
    krrLatency: whole("--krr-latency", values["krr-latency"], 0, 10_000),
    runs: whole("--runs", values.runs, 1, 20),
    floorOnly: values["floor-only"],
  };
}
