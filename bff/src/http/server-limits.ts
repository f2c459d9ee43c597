import type { EventEmitter } from "node:events";
import type { ServerOptions } from "node:http";
import type { Duplex } from "node:stream";
import { METHODS } from "./request-limits.ts";

/**
 * What Node cuts off before a request reaches the app. Our own cookies take less than 4 KB; the rest of the headers is
 * for those of sibling hosts and for what proxies add.
 */
export const SERVER_LIMITS = {
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  // Longer than load balancers keep theirs, which is a minute: who hangs up first must not be us, as a request comes.
  keepAliveTimeout: 65_000,
  // Node looks for late senders every half minute unless told otherwise.
  connectionsCheckingInterval: 2000,
  maxHeaderSize: 8 * 1024,
  // Also the default; stands here since two lengths for one body are how requests are smuggled (ASVS 4.2.1).
  insecureHTTPParser: false,
} as const satisfies ServerOptions;

const NO_TUNNEL = [
  "HTTP/1.1 405 Method Not Allowed",
  `Allow: ${[...METHODS].join(", ")}`,
  "Content-Length: 0",
  "Connection: close",
  "\r\n",
].join("\r\n");

/** Promises 405 to CONNECT, which Node keeps from the app and would answer by hanging up. */
export function refuseTunnels(server: EventEmitter): void {
  server.on("connect", (_request: unknown, socket: Duplex) => {
    // Whoever hangs up first is no fault of ours.
    socket.on("error", () => socket.destroy());
    socket.end(NO_TUNNEL);
  });
}
