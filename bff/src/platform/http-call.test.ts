import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { createServer as createTcpServer, type AddressInfo, type Server } from "node:net";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it, vi } from "vitest";
import { connectionFault } from "./connection-fault.ts";
import { call, type HttpAnswer, type HttpCall } from "./http-call.ts";

setFlagsFromString("--expose-gc");
const collectGarbage: unknown = runInNewContext("gc");

const open: Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

async function listening(server: Server, scheme = "http"): Promise<string> {
  open.push(server.listen(0, "127.0.0.1"));
  await once(server, "listening");
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- of a server that listens on TCP
  return `${scheme}://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

const answering = (answer: RequestListener): Promise<string> => listening(createServer(answer));

/** Says a byte now and then, and never the last; tells how many of its connections are gone. */
async function dripping(): Promise<{ readonly address: string; left: number }> {
  const server = { address: "", left: 0 };
  server.address = await answering((_, answer) => {
    answer.writeHead(200, { "content-type": "application/json" });
    const drops = setInterval(() => answer.write("x"), 5);
    answer.on("close", () => {
      clearInterval(drops);
      server.left += 1;
    });
  });
  return server;
}

const get = (address: string, how: Partial<HttpCall> = {}): Promise<HttpAnswer> =>
  call(address, { method: "GET", headers: {}, body: null, signal: AbortSignal.timeout(30_000), ...how });

describe("a call", () => {
  it("says who calls and wants nothing packed, which would have to be bounded twice (OB4)", async () => {
    const address = await answering(({ headers }, answer) => answer.end(JSON.stringify(headers)));
    const said = JSON.parse((await (await get(address)).text(1000)) ?? "");
    expect(said).toMatchObject({ "accept-encoding": "identity", "user-agent": "foresattportal" });
  });

  it("that is answered with something packed is not unpacked", async () => {
    const packed = gzipSync(Buffer.alloc(1_000_000, "["));
    const headers = { "content-encoding": "gzip" };
    const address = await answering((_, answer) => answer.writeHead(200, headers).end(packed));
    expect((await (await get(address)).text(packed.length))?.length).toBeLessThanOrEqual(packed.length);
  });

  it("that is sent elsewhere goes nowhere, and tells where to (OB2)", async () => {
    const elsewhere = await answering((_, answer) => answer.end("elsewhere"));
    const address = await answering((_, answer) => answer.writeHead(307, { location: elsewhere }).end());
    const answer = await get(address);
    expect([answer.status, answer.headers.get("location"), await answer.text(10)]).toEqual([
      307,
      elsewhere,
      "",
    ]);
  });

  it("tells all values of a header that came twice, which nobody then takes for one", async () => {
    const address = await answering((_, answer) =>
      answer.writeHead(429, ["Retry-After", "1", "Retry-After", "2"]).end(),
    );
    const answer = await get(address);
    expect(answer.headers.get("retry-after")).toMatch(/^1, ?2$/);
    await answer.text(0);
  });

  it("fails within a second or so where TLS does not come about, however much time there is (UP1)", async () => {
    const address = await listening(
      createTcpServer((socket) => socket.on("error", () => undefined).resume()),
      "https",
    );
    const fault: unknown = await get(address).catch((error: unknown) => error);
    expect(connectionFault(fault)).toBe("UND_ERR_CONNECT_TIMEOUT");
  });

  it("that nobody answers ends when time is up, with the reason of its signal (UP1)", async () => {
    const address = await answering(() => undefined);
    const end = new AbortController();
    const asked = get(address, { signal: end.signal });
    end.abort(new DOMException("time is up", "TimeoutError"));
    await expect(asked).rejects.toMatchObject({ name: "TimeoutError" });
    await expect(get(address, { signal: end.signal })).rejects.toMatchObject({ name: "TimeoutError" });
  });
});

describe("a body", () => {
  it("is read whole, characters of several bytes over the edges of its parts too", async () => {
    const bytes = Buffer.from("blåbær og œ 🫐");
    const address = await answering((_, answer) => {
      void (async () => {
        for (const byte of bytes) {
          answer.write(Uint8Array.of(byte));
          await new Promise((resume) => setImmediate(resume));
        }
        answer.end();
      })();
    });
    expect(await (await get(address)).text(bytes.length)).toBe("blåbær og œ 🫐");
  });

  it("is null as soon as it is longer than it may be, and its connection is given up (OB4)", async () => {
    const server = await dripping();
    expect(await (await get(server.address)).text(3)).toBeNull();
    await vi.waitFor(() => expect(server.left).toBe(1));
  });

  it.each([
    ["the signal", (signal: AbortSignal) => signal],
    ["one of several", (signal: AbortSignal) => AbortSignal.any([signal, AbortSignal.timeout(30_000)])],
  ])(
    "ends when %s says that time is up, with its connection given up, whatever garbage was collected (UP1)",
    async (_which, signalOf) => {
      const server = await dripping();
      const end = new AbortController();
      const reading = (await get(server.address, { signal: signalOf(end.signal) })).text(1_000_000);
      for (let round = 0; round < 5; round += 1) {
        // What nobody holds goes between two turns of the event loop, not within one.
        await new Promise((resume) => setImmediate(resume));
        if (typeof collectGarbage !== "function") throw new Error("this Node.js lets nobody collect garbage");
        collectGarbage();
      }
      end.abort(new DOMException("time is up", "TimeoutError"));
      await expect(reading).rejects.toMatchObject({ name: "TimeoutError" });
      await vi.waitFor(() => expect(server.left).toBe(1));
    },
  );

  it("that ends before its announced length is a failure", async () => {
    const address = await answering((_, answer) => {
      answer.writeHead(200, { "content-length": "10" }).write("{", () => answer.destroy());
    });
    const fault: unknown = await (await get(address)).text(10).catch((error: unknown) => error);
    expect(connectionFault(fault)).toBe("UND_ERR_SOCKET");
  });
});
