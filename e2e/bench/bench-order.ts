import { parseArgs } from "node:util";
import { Obstacle } from "../run/ports.ts";
import { MOST_PERSONS } from "./indexed-ids.ts";

export interface BenchOrder {
  readonly persons: number;
  /** Milliseconds before each answer of KRR. */
  readonly krrLatency: number;
  /** How often the floor and the run that has nothing to write are measured. */
  readonly runs: number;
  readonly floorOnly: boolean;
}

/** Reads what the benchmark is to do; throws an obstacle that says what is wrong. */
export function benchOrderFrom(words: readonly string[]): BenchOrder {
  const { values } = parse(words);
  return {
    persons: whole("--persons", values.persons, 1, MOST_PERSONS),
    krrLatency: whole("--krr-latency", values["krr-latency"], 0, 10_000),
    runs: whole("--runs", values.runs, 1, 20),
    floorOnly: values["floor-only"],
  };
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      options: {
        persons: { type: "string", default: "100000" },
        "krr-latency": { type: "string", default: "0" },
        runs: { type: "string", default: "1" },
        "floor-only": { type: "boolean", default: false },
      },
    });
  } catch (error) {
    throw new Obstacle(error instanceof Error ? error.message : String(error));
  }
}

function whole(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most)
    throw new Obstacle(`${name} must be a whole number from ${least} to ${most}.`);
  return value;
}
