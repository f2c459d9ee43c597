import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import * as fc from "fast-check";
import { Hono } from "hono";
import { describe, expect, test } from "vitest";
import { clientNetwork } from "./client-address.ts";

interface Sent {
  readonly from: string;
  readonly forwarded?: string;
  readonly trusted?: readonly string[];
}

/** The network that a request from this socket, with this header, counts for. */
async function networkOf({ from, forwarded, trusted = [] }: Sent): Promise<string> {
  const socket = new Socket();
  Object.defineProperty(socket, "remoteAddress", { value: from });
  const incoming = new IncomingMessage(socket);
  if (forwarded !== undefined) incoming.headers["x-forwarded-for"] = forwarded;
  const network = clientNetwork(trusted);
  const app = new Hono().get("/", (c) => c.text(network(c)));
  const answer = await app.request("/", {}, { incoming });
  return answer.text();
}

describe("the network of a client", () => {
  test("is its IPv4 address, however that is written", async () => {
    expect(await networkOf({ from: "192.0.2.7" })).toBe("192.0.2.7");
    expect(await networkOf({ from: "::ffff:192.0.2.7" })).toBe("192.0.2.7");
  });

  test("is the /64 of an IPv6 address, since a user has all of it (RL3)", async () => {
    const one = await networkOf({ from: "2001:db8:1:2::1" });
    expect(await networkOf({ from: "2001:db8:1:2:ffff:ffff:ffff:ffff" })).toBe(one);
    expect(await networkOf({ from: "2001:db8:1:3::1" })).not.toBe(one);
  });

  test("is not what the client says of itself (RL4)", async () => {
    expect(await networkOf({ from: "192.0.2.7", forwarded: "1.2.3.4" })).toBe("192.0.2.7");
  });

  test("is what the proxy of ours saw, and not what stands left of it (RL4)", async () => {
    const trusted = ["10.0.0.0/8"];
    expect(await networkOf({ from: "10.0.0.1", forwarded: "1.2.3.4, 192.0.2.7", trusted })).toBe("192.0.2.7");
    expect(await networkOf({ from: "10.0.0.1", forwarded: "1.2.3.4, 192.0.2.7, 10.0.0.2", trusted })).toBe(
      "192.0.2.7",
    );
  });

  test("is the proxy where what it hands on is no address", async () => {
    expect(await networkOf({ from: "10.0.0.1", forwarded: "unknown", trusted: ["10.0.0.0/8"] })).toBe(
      "10.0.0.1",
    );
  });

  test("can be had of any header, and is always an address of the last hop that is not ours", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", maxLength: 80 }), async (forwarded) => {
        expect(await networkOf({ from: "192.0.2.7", forwarded })).toBe("192.0.2.7");
        const behind = await networkOf({ from: "10.0.0.1", forwarded, trusted: ["10.0.0.1"] });
        expect(behind).toMatch(/^([\d.]+|[\da-f]{16}\/64)$/);
      }),
    );
  });
});

describe("a proxy of ours", () => {
  const trusted = ["10.0.0.1"];

  test("may hand on the port as well (RL4)", async () => {
    expect(await networkOf({ from: "10.0.0.1", forwarded: "192.0.2.7:51234", trusted })).toBe("192.0.2.7");
    const v6 = await networkOf({ from: "10.0.0.1", forwarded: "2001:db8:1:2::1", trusted });
    for (const forwarded of ["[2001:db8:1:2::9]:51234", "[2001:db8:1:2::9]"])
      expect(await networkOf({ from: "10.0.0.1", forwarded, trusted })).toBe(v6);
  });

  test("that hands on nobody's address is told of, once", async () => {
    let told = 0;
    const socket = new Socket();
    Object.defineProperty(socket, "remoteAddress", { value: "10.0.0.1" });
    const network = clientNetwork(trusted, () => void (told += 1));
    const app = new Hono().get("/", (c) => c.text(network(c)));
    for (let request = 0; request < 3; request += 1)
      expect(await (await app.request("/", {}, { incoming: new IncomingMessage(socket) })).text()).toBe(
        "10.0.0.1",
      );
    expect(told).toBe(1);
  });

  test("is not told of when somebody comes past it", async () => {
    let told = 0;
    const socket = new Socket();
    Object.defineProperty(socket, "remoteAddress", { value: "192.0.2.7" });
    const network = clientNetwork(trusted, () => void (told += 1));
    const app = new Hono().get("/", (c) => c.text(network(c)));
    await app.request("/", {}, { incoming: new IncomingMessage(socket) });
    expect(told).toBe(0);
  });
});
