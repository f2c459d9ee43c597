import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout } from "node:timers/promises";
import type { Handler } from "./server.ts";

/** What can be wrong with a system whatever it is asked. */
export interface UpstreamFault {
  /** Milliseconds before the request is looked at. */
  readonly latency?: number;
  /** The request is taken and never answered. */
  readonly hang?: boolean;
  /** The connection is reset. */
  readonly down?: boolean;
  readonly status?: 429 | 500 | 503;
  /** Seconds, sent with 429 and 503. */
  readonly retryAfter?: number;
  /** A page of HTML with status 200, as from a proxy or a maintenance page. */
  readonly html?: boolean;
  /** JSON with status 200 that is nothing of what was promised. */
  readonly wrongSchema?: boolean;
  /** Only for reads or only for writes. */
  readonly only?: "reads" | "writes";
  /** How many requests are hit before the fault goes away by itself. */
  readonly times?: number;
}

export interface Faults<Fault> {
  /** Replaces whatever was wrong before. */
  set(fault: Fault): void;
  clear(): void;
  readonly active: Fault;
}

/** Starts with nothing wrong. */
export function createFaults<Fault extends UpstreamFault>(none: Fault): Faults<Fault> {
  let active = none;
  return {
    set: (fault) => void (active = { ...fault }),
    clear: () => void (active = none),
    get active() {
      return active;
    },
  };
}

export interface FaultyHandlerOptions<Fault extends UpstreamFault> {
  readonly faults: Faults<Fault>;
  readonly isWrite: (request: IncomingMessage) => boolean;
  /** How this system words an error. */
  readonly writeError: (response: ServerResponse, status: number, headers: Record<string, string>) => void;
  readonly handler: Handler;
}

/** Stands in front of a system: while a fault is set, a request it concerns never reaches the system whole. */
export function withFaults<Fault extends UpstreamFault>(options: FaultyHandlerOptions<Fault>): Handler {
  const { faults, handler } = options;
  return async (request, response) => {
    const fault = faults.active;
    if (!concerns(fault, options.isWrite(request))) return handler(request, response);
    if (fault.times !== undefined) countDown(faults, fault, fault.times);
    if (fault.latency !== undefined) await setTimeout(fault.latency, undefined, { ref: false });
    if (fault.hang === true) return undefined;
    if (fault.down === true) return void request.socket.destroy();
    if (fault.html === true) {
      return void response
        .writeHead(200, { "content-type": "text/html" })
        .end("<!doctype html><title>Vedlikehold</title>");
    }
    if (fault.wrongSchema === true) {
      return void response.writeHead(200, { "content-type": "application/json" }).end('{"svar":[{"id":1}]}');
    }
    if (fault.status !== undefined) return options.writeError(response, fault.status, retryAfter(fault));
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

function retryAfter({ status, retryAfter: seconds }: UpstreamFault): Record<string, string> {
  return status === 500 || seconds === undefined ? {} : { "retry-after": String(seconds) };
}
