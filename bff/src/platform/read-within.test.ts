import { createServer, type Server } from "node:http";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import ky from "ky";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { readWithin } from "./read-within.ts";

setFlagsFromString("--expose-gc");
const collectGarbage: unknown = runInNewContext("gc");

/** Says a byte now and then, and never the last. */
let server: Server;
let address: string;
let left = 0;

beforeEach(async () => {
  left = 0;
  server = createServer((_, answer) => {
    answer.writeHead(200, { "content-type": "application/json" });
    const drops = setInterval(() => answer.write("x"), 5);
    answer.on("close", () => {
      clearInterval(drops);
      left += 1;
    });
  });
  await new Promise<void>((listening) => void server.listen(0, "127.0.0.1", listening));
  const at = server.address();
  if (typeof at !== "object" || at === null) throw new Error("the server does not listen");
  address = `http://127.0.0.1:${String(at.port)}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const fetched = (signal: AbortSignal): Promise<Response> => ky(address, { signal, timeout: false, retry: 0 });

describe("a body read within its limits", () => {
  it("is read whole, characters of several bytes over the edges of its parts too", async () => {
    const bytes = new TextEncoder().encode("blåbær og œ 🫐");
    const parts = ReadableStream.from([...bytes].map((byte) => Uint8Array.of(byte)));
    expect(await readWithin(new Response(parts), bytes.length)).toBe("blåbær og œ 🫐");
    expect(await readWithin(new Response(null), 0)).toBe("");
  });

  it("is null as soon as it is longer than it may be, and its connection is given up (OB4)", async () => {
    expect(await readWithin(await fetched(AbortSignal.timeout(30_000)), 3)).toBeNull();
    await vi.waitFor(() => expect(left).toBe(1));
  });

  it("ends when time is up, with its connection given up, whatever garbage was collected meanwhile (UP1)", async () => {
    const end = new AbortController();
    const reading = readWithin(await fetched(end.signal), 1_000_000, end.signal);
    for (let round = 0; round < 5; round += 1) {
      // What nobody holds goes between two turns of the event loop, not within one.
      await new Promise((resume) => setImmediate(resume));
      if (typeof collectGarbage !== "function") throw new Error("this Node.js lets nobody collect garbage");
      collectGarbage();
    }
    end.abort(new DOMException("time is up", "TimeoutError"));
    await expect(reading).rejects.toMatchObject({ name: "TimeoutError" });
    await vi.waitFor(() => expect(left).toBe(1));
  });

  it("is not begun when time was up before it", async () => {
    const end = new AbortController();
    const response = new Response(ReadableStream.from([Uint8Array.of(120)]));
    end.abort(new DOMException("time is up", "TimeoutError"));
    await expect(readWithin(response, 10, end.signal)).rejects.toMatchObject({ name: "TimeoutError" });
  });
});
