import { describe, expect, test } from "vitest";
import { forAWhile } from "./for-a-while.ts";

describe("what is remembered for a while", () => {
  test("is fetched once, however many ask", async () => {
    let fetched = 0;
    const ask = forAWhile(() => Promise.resolve((fetched += 1)), 60_000);
    expect(await Promise.all(Array.from({ length: 100 }, ask))).toEqual(Array.from({ length: 100 }, () => 1));
    expect(await ask()).toBe(1);
  });

  test("is fetched anew when its time is over", async () => {
    let fetched = 0;
    const ask = forAWhile(() => Promise.resolve((fetched += 1)), 0);
    expect([await ask(), await ask()]).toEqual([1, 2]);
  });

  test("is not fetched again while it is on its way, however long that takes", async () => {
    let fetched = 0;
    const way = Promise.withResolvers<string>();
    const ask = forAWhile(() => {
      fetched += 1;
      return way.promise;
    }, 0);
    const asked = [ask(), ask()];
    way.resolve("there");
    expect(await Promise.all(asked)).toEqual(["there", "there"]);
    expect(fetched).toBe(1);
  });

  test("is of what was asked first", async () => {
    const ask = forAWhile((about: string) => Promise.resolve(about), 60_000);
    expect([await ask("first"), await ask("second")]).toEqual(["first", "first"]);
  });

  test("may be a failure, which is no reason to ask more often", async () => {
    let fetched = 0;
    const ask = forAWhile(() => {
      fetched += 1;
      return Promise.reject(new Error("down"));
    }, 60_000);
    await expect(ask()).rejects.toThrow("down");
    await expect(ask()).rejects.toThrow("down");
    expect(fetched).toBe(1);
  });
});
