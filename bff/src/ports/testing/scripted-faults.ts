import type { UpstreamFailure, UpstreamResult } from "../upstream-result.ts";

/** `lost`: the work is done and the answer never arrives. */
export type Fault = UpstreamFailure["kind"] | "lost";

/** Something that happens at the moment at which a request arrives. */
export type Act = () => void | Promise<void>;

export interface ScriptedFaults<Operation extends string> {
  /** The next so many requests of this sort fail; 0 takes that back. */
  failNext(operation: Operation, fault: Fault, times?: number): void;
  /** Runs when a request of this sort has arrived and before it is looked at; null = nothing any more. */
  before(operation: Operation, act: Act | null): void;
}

/** The misfortunes of a fake upstream, in the order in which a test asks for them. */
export function createScriptedFaults<Operation extends string>(upstream: string) {
  const faults = new Map<Operation, { readonly fault: Fault; left: number }>();
  const acts = new Map<Operation, Act | null>();
  const script: ScriptedFaults<Operation> = {
    failNext: (operation, fault, times = 1) => void faults.set(operation, { fault, left: times }),
    before: (operation, act) => void acts.set(operation, act),
  };
  return {
    script,
    async answer<T>(operation: Operation, work: () => UpstreamResult<T>): Promise<UpstreamResult<T>> {
      await acts.get(operation)?.();
      const next = faults.get(operation);
      if (next === undefined || next.left <= 0) return work();
      next.left -= 1;
      if (next.fault === "lost") work();
      return { ok: false, failure: { upstream, kind: next.fault === "lost" ? "timeout" : next.fault } };
    },
  };
}
