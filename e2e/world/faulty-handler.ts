import type { IncomingMessage } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { answerInPart } from "./answer-in-part.ts";
import { answerInstead } from "./answer-instead.ts";
import type { WriteError } from "./answer-instead.ts";
import type { RequestLog } from "./request-log.ts";
import type { Handler } from "./server.ts";
import { clockOf } from "./upstream-faults.ts";
import type { Faults, UpstreamFault } from "./upstream-faults.ts";

export interface FaultyHandlerOptions<Fault extends UpstreamFault> {
  readonly faults: Faults<Fault>;
  readonly requests: RequestLog;
  readonly isWrite: (request: IncomingMessage) => boolean;
  /** How this system words an error. */
  readonly writeError: WriteError;
  readonly handler: Handler;
}

/** Stands in front of a system: notes every request, and while a fault is set, spoils those that it concerns. */
export function withFaults<Fault extends UpstreamFault>(options: FaultyHandlerOptions<Fault>): Handler {
  const { faults, requests } = options;
  return async (request, response) => {
    const fault = faults.active;
    const concerned = concerns(fault, options.isWrite(request));
    const noted = requests.note(request, response, concerned && isForRequests(fault));
    if (!concerned) return dated(faults, options.handler)(request, response);
    if (fault.times !== undefined) countDown(faults, fault, fault.times);
    if (fault.latency !== undefined) await wait(fault.latency, undefined, { ref: false });
    // Whoever has hung up meanwhile is not answered, and what she asked for is not done.
    if (request.socket.destroyed) return undefined;
    if (fault.hang === true) return undefined;
    if (fault.down === true) return void request.socket.resetAndDestroy();
    const answer = dated(faults, answerInstead(fault, options.writeError) ?? options.handler);
    const whole = fault.endless === true || (fault.half === undefined && fault.drip === undefined);
    return whole ? answer(request, response) : answerInPart({ request, response, answer, fault, noted });
  };
}

/** Whether this is wrong with requests at all: a clock is wrong with or without them, and some faults are in the data. */
export function isForRequests(fault: UpstreamFault): boolean {
  const { latency, hang, down, status, html, wrongSchema, redirectTo, huge, endless, half, drip } = fault;
  const wrong = [latency, hang, down, status, html, wrongSchema, redirectTo, huge, endless, half, drip];
  return fault.times !== 0 && wrong.some((value) => value !== undefined && value !== false);
}

/** Lets a wrong clock date the answer; Node leaves a date alone that is there already. */
function dated(faults: Faults<UpstreamFault>, handler: Handler): Handler {
  return (request, response) => {
    if ((faults.active.clockSkew ?? 0) !== 0)
      response.setHeader("date", new Date(clockOf(faults)).toUTCString());
    return handler(request, response);
  };
}

function concerns({ only, times }: UpstreamFault, write: boolean): boolean {
  if (times === 0) return false;
  return only === undefined || (only === "writes") === write;
}

function countDown<Fault extends UpstreamFault>(faults: Faults<Fault>, fault: Fault, times: number): void {
  faults.set({ ...fault, times: times - 1 });
}
