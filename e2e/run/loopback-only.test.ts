import { connect } from "node:net";
import { once } from "node:events";
import { request } from "node:https";
import { describe, expect, test } from "vitest";
import { startServer } from "../world/server.ts";
import { failOnStrays } from "./loopback-only.ts";

/** Of the block that is kept for documents (RFC 5737): nobody is there. */
const NOWHERE = "192.0.2.1";

describe("a test that connects to another machine (OB7)", () => {
  const STOPPED = /fetch failed|a test connects to/;

  test.each<[string, () => Promise<unknown>]>([
    ["by fetch", () => fetch(`http://${NOWHERE}/`)],
    ["by fetch over TLS", () => fetch(`https://${NOWHERE}/`)],
    ["by a socket", () => once(connect(80, NOWHERE), "connect")],
    ["by a socket with options", () => once(connect({ port: 80, host: NOWHERE }), "connect")],
    ["by a request of Node", () => once(request({ host: NOWHERE }).end(), "response")],
  ])("is stopped %s, and fails", async (_how, reach) => {
    await expect(reach()).rejects.toThrow(STOPPED);
    expect(failOnStrays).toThrow(`The test left this machine: ${NOWHERE}`);
  });

  test("is stopped before anybody is asked where that is", async () => {
    await expect(fetch("http://foresattportal.invalid/")).rejects.toThrow(STOPPED);
    expect(failOnStrays).toThrow("foresattportal.invalid");
  });
});

test("a test that stays on this machine is let alone, by name and by number (OB7)", async () => {
  const server = await startServer({ handler: (_request, response) => void response.end("here") });
  for (const host of ["localhost", "127.0.0.1"])
    expect(await (await fetch(`http://${host}:${server.port}/`)).text()).toBe("here");
  await server.close();
  expect(failOnStrays).not.toThrow();
});
