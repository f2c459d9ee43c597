import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { UpstreamFailure, UpstreamResult } from "../ports/upstream-result.ts";
import { createLimiter, createPatience, persist, repeatWhile, type Patience } from "./patience.ts";

type Answer = UpstreamResult<string>;

const GOOD: Answer = { ok: true, value: "good" };
const failed = (kind: UpstreamFailure["kind"], retryAfterMs?: number): Answer => ({
  ok: false,
  failure: { upstream: "register", kind, ...(retryAfterMs !== undefined && { retryAfterMs }) },
});

/** Gives these answers one after another and the last one for ever, and remembers when it was called. */
function upstream(...answers: Answer[]) {
  const calls: number[] = [];
  return {
    calls,
    waits: () => calls.slice(1).map((time, index) => time - (calls[index] ?? 0)),
    call: () => {
      calls.push(Date.now());
      return Promise.resolve(answers[Math.min(calls.length, answers.length) - 1] ?? GOOD);
    },
  };
}

/** Lets as much time pass as the call waits for. */
async function outcome(patience: Patience, { call }: { call: () => Promise<Answer> }): Promise<Answer> {
  const result = patience(call);
  await vi.runAllTimersAsync();
  return result;
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("patience", () => {
  it.each(["timeout", "unavailable"] as const)(
    "asks again after %s until there is an answer",
    async (kind) => {
      const passing = upstream(failed(kind), failed(kind), GOOD);
      expect(await outcome(createPatience(), passing)).toEqual(GOOD);
      expect(passing.calls).toHaveLength(3);
    },
  );

  it.each(["refused", "contract"] as const)("tells at once that an answer is %s", async (kind) => {
    const settled = upstream(failed(kind), GOOD);
    expect(await outcome(createPatience(), settled)).toEqual(failed(kind));
    expect(settled.calls).toHaveLength(1);
  });

  it("takes a good answer as it is", async () => {
    const working = upstream(GOOD, failed("unavailable"));
    expect(await outcome(createPatience(), working)).toEqual(GOOD);
    expect(working.calls).toHaveLength(1);
  });

  it("ends after five tries with the last failure", async () => {
    const broken = upstream(failed("timeout"), failed("unavailable"));
    expect(await outcome(createPatience(), broken)).toEqual(failed("unavailable"));
    expect(broken.calls).toHaveLength(5);
  });

  it("waits longer each time", async () => {
    const broken = upstream(failed("unavailable"));
    await outcome(createPatience({ baseMs: 1000 }), broken);
    const [first = 0, second = 0, third = 0, fourth = 0] = broken.waits();
    for (const [wait, whole] of [
      [first, 1000],
      [second, 2000],
      [third, 4000],
      [fourth, 8000],
    ] as const) {
      expect(wait).toBeGreaterThanOrEqual(whole / 2);
      expect(wait).toBeLessThanOrEqual(whole);
    }
  });

  it("waits half a minute at most", async () => {
    const broken = upstream(failed("unavailable"));
    await outcome(createPatience({ tries: 12 }), broken);
    expect(Math.max(...broken.waits())).toBeLessThanOrEqual(30_000);
  });

  it("does not come back together with others", async () => {
    vi.spyOn(Math, "random").mockReturnValueOnce(0).mockReturnValueOnce(0.99);
    const patience = createPatience({ tries: 2 });
    const [one, another] = [upstream(failed("unavailable")), upstream(failed("unavailable"))];
    await Promise.all([outcome(patience, one), outcome(patience, another)]);
    expect(one.waits()).not.toEqual(another.waits());
  });

  it("waits as long as the upstream asks for", async () => {
    const busy = upstream(failed("unavailable", 7000), failed("unavailable", 1), GOOD);
    await outcome(createPatience(), busy);
    expect(busy.waits()).toEqual([7000, 1]);
  });

  it("waits a minute at most, however long the upstream asks for", async () => {
    const busy = upstream(failed("unavailable", 600_000), GOOD);
    await outcome(createPatience(), busy);
    expect(busy.waits()).toEqual([60_000]);
  });

  it("takes «at once» for no time named", async () => {
    const busy = upstream(failed("unavailable", 0), GOOD);
    await outcome(createPatience({ baseMs: 1000 }), busy);
    expect(busy.waits()[0]).toBeGreaterThanOrEqual(500);
  });

  it("keeps the waits of one call apart from those of another", async () => {
    const patience = createPatience({ baseMs: 1000, tries: 2 });
    const [one, another] = [upstream(failed("timeout")), upstream(failed("timeout"))];
    await outcome(patience, one);
    await outcome(patience, another);
    expect(another.waits()[0]).toBeLessThanOrEqual(1000);
  });

  it("lets a fault of our own through", async () => {
    const faulty = createPatience()(() => Promise.reject(new TypeError("ours")));
    await expect(faulty).rejects.toThrow("ours");
  });
});

it("repeats by what is wanted of an answer, whatever it is", async () => {
  let count = 0;
  const answer = repeatWhile(
    () => Promise.resolve((count += 1)),
    (seen) => seen < 3,
    { tries: 9, baseMs: 1, maxMs: 1 },
  );
  await vi.runAllTimersAsync();
  expect(await answer).toBe(3);
});

describe("a limiter", () => {
  it("has no more under way than it may, and takes the rest in order", async () => {
    const order: string[] = [];
    const { begin, end } = work(order);
    const limiter = createLimiter(2);
    const all = Promise.all(["a", "b", "c", "d"].map((name) => limiter(begin(name))));
    await settle();
    expect(order).toEqual(["a", "b"]);
    end("b");
    await settle();
    expect(order).toEqual(["a", "b", "c"]);
    end("a");
    await settle();
    end("c");
    end("d");
    expect(await all).toEqual(["a", "b", "c", "d"]);
  });

  it("gives the place of work that failed to the next", async () => {
    const limiter = createLimiter(1);
    const failing = limiter(() => Promise.reject(new Error("ours")));
    const next = limiter(() => Promise.resolve("next"));
    await expect(failing).rejects.toThrow("ours");
    expect(await next).toBe("next");
  });
});

/** Work that ends when it is told to. */
function work(order: string[]) {
  const ends = new Map<string, () => void>();
  return {
    end: (name: string) => ends.get(name)?.(),
    begin: (name: string) => () => {
      order.push(name);
      return new Promise<string>((resolve) => ends.set(name, () => resolve(name)));
    },
  };
}
function settle() {
  return vi.advanceTimersByTimeAsync(0);
}

describe("persistence", () => {
  const passing = new Error("not now");
  const lasting = new Error("wrong password");
  const often = Array.from({ length: 50 }, () => passing);
  /** Fails so often, and then is there. */
  function database(...faults: Error[]) {
    const told: unknown[] = [];
    const calledOff = new AbortController();
    let tries = 0;
    const open = (): Promise<string> => {
      tries += 1;
      const fault = faults.shift();
      return fault === undefined ? Promise.resolve("open") : Promise.reject(fault);
    };
    const on = {
      passes: (error: unknown) => error === passing,
      failure: (error: unknown) => void told.push(error),
      calledOff: calledOff.signal,
    };
    return { told, calledOff, tries: () => tries, opened: persist(open, on, { baseMs: 100, maxMs: 1000 }) };
  }

  it("waits out what passes, however often, and tells of each time (HE7)", async () => {
    const { opened, told } = database(...often);
    await vi.advanceTimersByTimeAsync(51 * 1000);
    expect(await opened).toBe("open");
    expect(told).toEqual(often);
  });

  it("gives up at once where waiting does not help", async () => {
    const { opened, tries } = database(passing, lasting);
    const end = opened.catch((error: unknown) => error);
    await vi.runAllTimersAsync();
    expect(await end).toBe(lasting);
    expect(tries()).toBe(2);
  });

  it("is over when it is called off", async () => {
    const { opened, tries, calledOff } = database(...often);
    const end = opened.catch((error: unknown) => error);
    calledOff.abort();
    await vi.runAllTimersAsync();
    expect(await end).toBe(passing);
    expect(tries()).toBeLessThanOrEqual(2);
  });
});
