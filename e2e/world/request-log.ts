import type { IncomingMessage, ServerResponse } from "node:http";

/** A request that a system has got, without anything that was in it. */
export interface SeenRequest {
  readonly at: Date;
  readonly method: string;
  /** Without the query, and without what may stand for a person or a log-in. */
  readonly path: string;
  /** Whether a fault was set that concerned it. */
  readonly hit: boolean;
  /** Null until an answer has begun. */
  readonly status: number | null;
  readonly end: "waiting" | "answered" | "broken off";
}

export interface RequestLog {
  readonly total: number;
  /** Of all: how many a fault concerned. */
  readonly hit: number;
  /** The newest one first, thirty at most. */
  readonly recent: readonly SeenRequest[];
  note(request: IncomingMessage, response: ServerResponse, hit: boolean): NotedRequest;
  clear(): void;
}

/** For whoever answers past the response: what became of the request. */
export interface NotedRequest {
  begun(status: number): void;
  answered(): void;
}

const KEPT = 30;

/** Counts what a system is asked, and remembers the last of it. */
export function createRequestLog(): RequestLog {
  let counts = { total: 0, hit: 0 };
  let recent: SeenRequest[] = [];
  return {
    get total() {
      return counts.total;
    },
    get hit() {
      return counts.hit;
    },
    get recent() {
      return recent;
    },
    note(request, response, hit) {
      const { method = "GET", url = "/" } = request;
      const seen = {
        at: new Date(),
        method,
        path: toldPath(url),
        hit,
        status: null as number | null,
        end: "waiting" as SeenRequest["end"],
      };
      counts = { total: counts.total + 1, hit: counts.hit + (hit ? 1 : 0) };
      recent = [seen, ...recent].slice(0, KEPT);
      const begun = (status: number) => void (seen.status = status);
      const answered = () => void (seen.end = "answered");
      response.once("finish", () => {
        begun(response.statusCode);
        answered();
      });
      response.once("close", () => {
        if (seen.end === "answered") return;
        seen.end = "broken off";
        if (response.headersSent) begun(response.statusCode);
      });
      return { begun, answered };
    },
    clear() {
      counts = { total: 0, hit: 0 };
      recent = [];
    },
  };
}

/** Ids of log-ins and of persons are parts of some paths. */
function toldPath(url: string): string {
  const { pathname } = new URL(url, "http://localhost");
  return pathname
    .split("/")
    .map((part) => (isId(part) ? "…" : part))
    .join("/");
}

function isId(part: string): boolean {
  return (/\d/.test(part) && !/^v\d$/.test(part)) || part.length > 40 || /[A-Z]{2}|_/.test(part);
}
