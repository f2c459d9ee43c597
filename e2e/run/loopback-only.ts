import { Socket } from "node:net";
import { afterEach, beforeEach } from "vitest";

// A test that needs the network passes or fails by somebody else's machine, and may tell it something. Whatever is
// connected to is on this machine, or is one of the hosts that the environment names for the tests; see OB7 of
// security-and-reliability.md.

const NAMED_HOSTS = ["TEST_DATABASE_URL", "CONTRACT_BASE_URL"];
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1|::ffff:127(\.\d{1,3}){3})$/i;
/** Kept on the guard, so that the next file of the same thread does not guard the guard. */
const UNGUARDED = Symbol.for("foresattportal.unguarded");

type Connect = typeof Socket.prototype.connect;

let strays: string[] = [];

/** Throws when something outside of this machine was connected to since the test began, and forgets it. */
export function failOnStrays(): void {
  const found = strays;
  strays = [];
  if (found.length > 0) throw new Error(`The test left this machine: ${found.join(", ")}`);
}

/** Where these arguments of `connect` lead; null for a path or a pipe, which is on this machine. */
function targetOf(args: readonly unknown[]): string | null {
  // Node itself passes its arguments in an array, normalised.
  const [first, second] = Array.isArray(args[0]) ? args[0] : args;
  if (typeof first === "object" && first !== null) {
    if ("path" in first && typeof first.path === "string") return null;
    return "host" in first && typeof first.host === "string" ? first.host : "localhost";
  }
  if (typeof first === "string" && Number.isNaN(Number(first))) return null;
  return typeof second === "string" ? second : "localhost";
}

function namedHosts(): readonly string[] {
  return NAMED_HOSTS.flatMap((name) => {
    const url = process.env[name] ?? "";
    return URL.canParse(url) ? [new URL(url).hostname] : [];
  });
}

const present: Connect & { [UNGUARDED]?: Connect } = Socket.prototype.connect;
const unguarded = present[UNGUARDED] ?? present;

const guarded = function connect(this: Socket, ...args: unknown[]): Socket {
  const host = targetOf(args);
  if (host === null || LOOPBACK.test(host) || namedHosts().includes(host))
    return Reflect.apply(unguarded, this, args);
  strays.push(host);
  return this.destroy(new Error(`a test connects to ${host}`));
};

Socket.prototype.connect = Object.assign(guarded, { [UNGUARDED]: unguarded });

beforeEach(() => {
  strays = [];
});

afterEach(failOnStrays);
