import { randomUUID } from "node:crypto";
import type { WriteResult } from "./outcome.ts";

export interface Asynchronous {
  /** How often an operation is asked for before it is done; 0 = only `completeAll` ends it. */
  readonly pollsUntilDone: number;
  /** The operation ends as `failed`, without effect. */
  readonly fails?: boolean;
}

export interface OperationState {
  readonly state: "pending" | "done" | "failed";
  readonly results: readonly WriteResult[];
}

export interface Operations {
  /** Takes the work and answers with the operation's id. */
  accept(mode: Asynchronous, pending: readonly WriteResult[], run: () => readonly WriteResult[]): string;
  /** One poll; null for an id that was never given. */
  poll(id: string): OperationState | null;
  completeAll(): void;
  reset(): void;
}

interface Operation {
  readonly mode: Asynchronous;
  readonly run: () => readonly WriteResult[];
  polls: number;
  state: OperationState;
}

/** The memory of a register that answers first and writes later (contact-register-api, rule 5). */
export function createOperations(): Operations {
  const operations = new Map<string, Operation>();
  return {
    accept(mode, results, run) {
      const id = randomUUID();
      operations.set(id, { mode, run, polls: 0, state: { state: "pending", results } });
      return id;
    },
    poll(id) {
      const operation = operations.get(id);
      if (operation === undefined) return null;
      if (operation.mode.pollsUntilDone > 0 && operation.polls >= operation.mode.pollsUntilDone)
        complete(operation);
      operation.polls += 1;
      return operation.state;
    },
    completeAll() {
      for (const operation of operations.values()) complete(operation);
    },
    reset: () => operations.clear(),
  };
}

function complete(operation: Operation): void {
  if (operation.state.state !== "pending") return;
  operation.state =
    operation.mode.fails === true
      ? { state: "failed", results: [] }
      : { state: "done", results: operation.run() };
}
