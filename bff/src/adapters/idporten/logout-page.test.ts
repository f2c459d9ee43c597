import { once } from "node:events";
import { createServer, type Server } from "node:net";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createOutboundFetch, type OutboundFetch } from "../../platform/outbound-fetch.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";
import { createLogoutPage } from "./logout-page.ts";

const fetch = createOutboundFetch({ upstream: "idporten", hosts: null, maxBytes: 1024 });

let server: TestServer;
let address: string;

beforeEach(async () => {
  server = await startTestServer();
  address = `${server.url}/logout`;
});
afterEach(async () => {
  vi.useRealTimers();
  await server.close();
});

const isDown = (at: string, by: OutboundFetch = fetch): Promise<boolean> => createLogoutPage().isDown(at, by);

describe("ID-porten's logout page is down (LO5)", () => {
  it.each([502, 503, 504])("where a proxy answers %i", async (status) => {
    server.answer(() => ({ status }));
    expect(await isDown(address)).toBe(true);
  });

  it("where nobody listens", async () => {
    const gone = await startTestServer();
    await gone.close();
    expect(await isDown(gone.url)).toBe(true);
  });

  it("where the connection is reset", async () => {
    const rude = await listening(createServer((socket) => socket.resetAndDestroy()));
    expect(await isDown(addressOf(rude))).toBe(true);
    rude.close();
  });

  it("where the connection is closed without an answer", async () => {
    const rude = await listening(createServer((socket) => socket.on("data", () => socket.end())));
    expect(await isDown(addressOf(rude))).toBe(true);
    rude.close();
  });

  it("where its TLS fails", async () => {
    expect(await isDown(address.replace("http:", "https:"))).toBe(true);
  });

  it("where its name is unknown", async () => {
    // As `fetch` throws it; which code comes of a real name is the resolver's business.
    const cause = Object.assign(new Error("getaddrinfo"), { code: "ENOTFOUND" });
    expect(await isDown(address, () => Promise.reject(new TypeError("fetch failed", { cause })))).toBe(true);
  });
});

describe("ID-porten's logout page is not taken for down (LO5)", () => {
  it.each([200, 302, 400, 403, 404, 405, 429, 500, 501])("where it answers %i", async (status) => {
    server.answer(() => ({ status }));
    expect(await isDown(address)).toBe(false);
  });

  it("where it does not answer us in time", async () => {
    server.answer(() => "silence");
    expect(await isDown(address)).toBe(false);
    expect(server.requests).toHaveLength(1);
  });

  it("where we may not ask its host", async () => {
    server.answer(() => ({ status: 503 }));
    expect(
      await isDown(address, createOutboundFetch({ upstream: "idporten", hosts: [], maxBytes: 1024 })),
    ).toBe(false);
    expect(server.requests).toEqual([]);
  });
});

describe("whether the page is down", () => {
  it("is asked by one question for all who want to know at the same time", async () => {
    server.answer(() => ({ status: 503 }));
    const page = createLogoutPage();
    const verdicts = await Promise.all(Array.from({ length: 20 }, () => page.isDown(address, fetch)));
    expect(new Set(verdicts)).toEqual(new Set([true]));
    expect(server.requests).toHaveLength(1);
  });

  it("is known for ten seconds and then asked anew, also by a clock that was put back (TM6)", async () => {
    vi.useFakeTimers({ toFake: ["Date", "performance"] });
    server.answer(() => ({ status: 503 }));
    const page = createLogoutPage();
    expect(await page.isDown(address, fetch)).toBe(true);
    server.answer(() => ({ status: 200 }));
    vi.advanceTimersByTime(9000);
    expect(await page.isDown(address, fetch)).toBe(true);
    vi.setSystemTime(Date.now() - 3_600_000);
    vi.advanceTimersByTime(2000);
    expect(await page.isDown(address, fetch)).toBe(false);
    expect(server.requests).toHaveLength(2);
  });
});

async function listening(of: Server): Promise<Server> {
  await once(of.listen(0, "127.0.0.1"), "listening");
  return of;
}

function addressOf(of: Server): string {
  const listensAt = of.address();
  return `http://127.0.0.1:${String(typeof listensAt === "object" ? (listensAt?.port ?? 0) : 0)}`;
}
