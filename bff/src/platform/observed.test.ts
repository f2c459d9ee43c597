import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { observations, observed, statusClass, surroundWork, type Work } from "./observed.ts";

let calls: Work[];
const note = (work: Work): void => void calls.push(work);

beforeEach(() => {
  calls = [];
  observations.on("call", note);
});
afterEach(() => {
  observations.off("call", note);
  surroundWork(null);
});

describe("work that is observed", () => {
  test("gives what it would give by itself", async () => {
    expect(await observed("use-case", { name: "get-profile" }, () => Promise.resolve(7))).toBe(7);
    const fault = new Error("of its own");
    await expect(observed("upstream", { name: "krr" }, () => Promise.reject(fault))).rejects.toBe(fault);
  });

  test("of an upstream is told with what came of it", async () => {
    for (const status of [200, 503])
      await observed("upstream", { name: "krr", method: "post" }, () => Promise.resolve(status), statusClass);
    expect(calls.map(({ name, method, outcome }) => [name, method, outcome])).toEqual([
      ["krr", "post", "2xx"],
      ["krr", "post", "5xx"],
    ]);
  });

  test.each([
    ["no answer in time", new DOMException("late", "TimeoutError"), "timeout"],
    ["no answer at all", new TypeError("fetch failed"), "unavailable"],
  ])("of an upstream that gives %s is told as that", async (_what, error, outcome) => {
    await expect(observed("upstream", { name: "idporten" }, () => Promise.reject(error))).rejects.toBe(error);
    expect(calls.map((work) => work.outcome)).toEqual([outcome]);
  });

  test("is no call where it is a request or a use case", async () => {
    await observed("request", { name: "/*" }, () => Promise.resolve());
    expect(calls).toEqual([]);
  });

  test("is carried out once, by whoever surrounds it, who sees the outcome when it is over", async () => {
    const seen: string[] = [];
    surroundWork(async (work, carryOut) => {
      seen.push(`begins ${work.name}`);
      try {
        return await carryOut();
      } finally {
        seen.push(`${work.name} ${work.outcome}`);
      }
    });
    await observed("request", { name: "/api/profile" }, async () => {
      await observed("use-case", { name: "get-profile" }, () => Promise.resolve());
    });
    expect(seen).toEqual([
      "begins /api/profile",
      "begins get-profile",
      "get-profile done",
      "/api/profile done",
    ]);
  });
});
