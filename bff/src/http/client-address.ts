import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import ipaddr from "ipaddr.js";
import proxyAddr from "proxy-addr";

/** Names the network that a request comes from, for counting. */
export type ClientNetwork = (c: Context) => string;

const IPV6_NETWORK_BYTES = 8;
const PORT = /(?<v4>(?:\d{1,3}\.){3}\d{1,3}):\d+|\[(?<v6>[\da-f:.]+)\](?::\d+)?/gi;

type Incoming = HttpBindings["incoming"];

/**
 * Promises the IPv4 address or the IPv6 /64 of the client, as seen by the last hop that is not one of ours: what a
 * client writes into `X-Forwarded-For` by itself stands left of that and is not believed (RL4). An IPv6 user has a
 * whole /64 to choose addresses from (RL3).
 *
 * @param trusted addresses and networks of our own reverse proxies.
 * @param onUnknown told once when one of them hands on no address of a client.
 */
export function clientNetwork(
  trusted: readonly string[],
  onUnknown: () => void = () => undefined,
): ClientNetwork {
  const trust = proxyAddr.compile([...trusted]);
  let toldOf = false;
  return (c) => {
    const incoming = connectionOf(c);
    if (incoming === undefined) return "unknown";
    const named = proxyAddr(withoutPorts(incoming), trust);
    const direct = incoming.socket.remoteAddress ?? "unknown";
    if (ipaddr.isValid(named) && !trust(named, 0)) return networkOf(named);
    // A proxy of ours hands on no address: everybody behind it counts as one, which somebody must hear of.
    if (trust(direct, 0) && !toldOf) {
      toldOf = true;
      onUnknown();
    }
    return networkOf(direct);
  };
}

/** Some proxies hand on the client's port as well: `192.0.2.7:51234`, `[2001:db8::1]:51234`. */
function withoutPorts(incoming: Incoming): Incoming {
  const forwarded = incoming.headers["x-forwarded-for"];
  if (forwarded === undefined) return incoming;
  const addresses = [forwarded].flat().join(",").replaceAll(PORT, "$<v4>$<v6>");
  return Object.create(incoming, {
    headers: { value: { ...incoming.headers, "x-forwarded-for": addresses } },
  });
}

function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return "unknown";
  const parsed = ipaddr.process(address);
  if (parsed.kind() === "ipv4") return parsed.toString();
  return `${Buffer.from(parsed.toByteArray().slice(0, IPV6_NETWORK_BYTES)).toString("hex")}/64`;
}

/** Undefined where no socket stands behind the request, as when a test calls the app as a function. */
function connectionOf(c: Context<{ Bindings: Partial<HttpBindings> }>): Incoming | undefined {
  return c.env.incoming;
}
