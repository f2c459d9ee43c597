import { createServer, type Server } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Obstacle } from "../../run/ports.ts";
import { growthOf, lowest } from "./flatness.ts";
import { demandAnswer, measureRound } from "./load.ts";
import { benchServerOrderFrom, PARTS } from "./order.ts";
import { cpuMsOf, rssMbOf } from "../process-figures.ts";
import { atLeast, atMost, middleOf } from "./summary.ts";
import { aimsTable, roundsTable } from "./tables.ts";

const ROUND = { perSecond: 100, p50: 1, p99: 5, cpuMicros: 50, failed: 0 };

describe("the order of a benchmark", () => {
  it("is everything unless parts are named, which keep their own order", () => {
    expect(benchServerOrderFrom([]).parts).toEqual(PARTS);
    expect(benchServerOrderFrom(["--only", "soak,session"]).parts).toEqual(["session", "soak"]);
  });

  it.each([
    ["a part that there is not", ["--only", "session,speed"], "«speed»"],
    ["more rounds than anybody needs", ["--rounds", "21"], "--rounds"],
    ["a round without end", ["--seconds", "61"], "--seconds"],
    ["more sessions than a machine like this has room for", ["--sessions", "1000000"], "--sessions"],
    ["a soak of a day", ["--soak-minutes", "1440"], "--soak-minutes"],
    ["a word that means nothing", ["--fast"], "--fast"],
  ])("is refused with %s, and says which word is wrong", (_what, words, word) => {
    expect(() => benchServerOrderFrom(words)).toThrow(Obstacle);
    expect(() => benchServerOrderFrom(words)).toThrow(word);
  });
});

describe("figures of several rounds", () => {
  it("are the middle of each, so that one bad round decides nothing, and all that failed", () => {
    const slow = { perSecond: 10, p50: 90, p99: 900, cpuMicros: 500, failed: 3 };
    const fast = { perSecond: 110, p50: 2, p99: 6, cpuMicros: 60, failed: 1 };
    expect(middleOf([slow, ROUND, fast])).toEqual({ ...fast, perSecond: 100, failed: 4 });
  });

  it("leave the cost open where the system does not tell it", () => {
    expect(middleOf([ROUND, { ...ROUND, cpuMicros: null }]).cpuMicros).toBeNull();
    expect(roundsTable([["x", { ...ROUND, cpuMicros: null }]])).toMatch(
      /^\| x +\| +100 \| +1 \| +5 \| +\? \| +0 \|$/m,
    );
  });

  it("say of an aim whether it was met, at the limit too", () => {
    const aims = [atLeast("a : b", 0.3, 0.3), atLeast("a : c", 0.29, 0.3), atMost("m", 201, 200, " MB")];
    expect(aims.map(({ met }) => met)).toEqual([true, false, false]);
    expect(aimsTable(aims)).toMatch(/^\| m ≤ 200 MB +\| +201\.00 MB \| \*\*not met\*\* \|$/m);
  });
});

describe("growth under load", () => {
  it("compares the last quarter with the second, and passes over what is filled once", () => {
    const filled = [1, 2, 3, 4, ...Array.from({ length: 12 }, () => 10)];
    expect(growthOf(filled)).toBe(1);
    expect(growthOf(Array.from({ length: 16 }, (_each, at) => 100 + 10 * at))).toBeGreaterThan(1.4);
  });

  it("of a heap is that of what is left when garbage has been collected", () => {
    const saw = Array.from({ length: 16 }, (_each, at) => 50 + (at % 4) * (at < 8 ? 10 : 40));
    expect(growthOf(saw)).toBeGreaterThan(1.2);
    expect(growthOf(saw, lowest)).toBe(1);
  });

  it("is nothing that a few samples could show", () => {
    expect(() => growthOf([1, 1, 1, 1])).toThrow(RangeError);
  });
});

describe("a round of load", () => {
  let server: Server;
  let url: string;
  let seen: Map<string, number>;

  beforeEach(async () => {
    seen = new Map();
    server = createServer(({ headers: { cookie = "" } }, answer) => {
      seen.set(cookie, (seen.get(cookie) ?? 0) + 1);
      answer.writeHead(cookie === "refused" ? 429 : 200).end(`hello ${cookie}`);
    });
    await new Promise<void>((listening) => void server.listen(0, "127.0.0.1", listening));
    const at = server.address();
    if (typeof at !== "object" || at === null) throw new Error("the server does not listen");
    url = `http://127.0.0.1:${String(at.port)}/`;
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  const subject = (cookies: readonly string[]) => ({
    name: "test",
    url,
    pid: process.pid,
    cookies,
    stop: () => Promise.resolve(),
  });

  it("asks for everybody, each connection for persons of its own, and for nobody else", async () => {
    const cookies = ["a", "b", "c", "d"];
    const round = await measureRound(subject(cookies), { connections: 2, seconds: 1 });
    expect([...seen.keys()].toSorted()).toEqual(cookies);
    expect(round.failed).toBe(0);
    expect(round.perSecond).toBeGreaterThan(0);
  });

  it("asks on every connection for somebody, also where there are fewer persons than connections", async () => {
    await measureRound(subject(["a"]), { connections: 3, seconds: 1 });
    expect([...seen.keys()]).toEqual(["a"]);
  });

  it("counts each answer that is none", async () => {
    const round = await measureRound(subject(["refused", "a"]), { connections: 2, seconds: 1 });
    expect(round.failed).toBeGreaterThan(0);
  });

  it("is not begun where the answer is a visitor's", async () => {
    await demandAnswer(subject(["a"]), "hello a");
    await expect(demandAnswer(subject(["a"]), "hello b")).rejects.toThrow("without «hello b»");
    await expect(demandAnswer(subject(["refused"]), "hello")).rejects.toThrow("429");
  });

  it("knows what this process costs and holds, and of one that is gone that nobody knows", () => {
    expect(cpuMsOf(process.pid)).toBeGreaterThan(0);
    expect(rssMbOf(process.pid)).toBeGreaterThan(10);
    expect([cpuMsOf(2 ** 30), rssMbOf(2 ** 30)]).toEqual([null, null]);
  });
});
