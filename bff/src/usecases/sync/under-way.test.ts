import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { createUnderWay } from "./under-way.ts";

function pieceOfWork() {
  return Promise.withResolvers<undefined>();
}

/** Whether it has resolved by the time that everything else has had its turn. */
async function isOver(promise: Promise<void>): Promise<boolean> {
  let over = false;
  void promise.then(() => {
    over = true;
  });
  await setImmediate();
  return over;
}

describe("SY9: work on several pages at a time", () => {
  it("holds whoever feeds it back while as many pieces are under way as may be", async () => {
    const underWay = createUnderWay(2);
    const [first, second] = [pieceOfWork(), pieceOfWork()];
    expect(await isOver(underWay.add(first.promise))).toBe(true);
    const adding = underWay.add(second.promise);
    expect(await isOver(adding)).toBe(false);
    first.resolve(undefined);
    expect(await isOver(adding)).toBe(true);
    second.resolve(undefined);
    await underWay.settled();
  });

  it("is settled when every piece has come to its end", async () => {
    const underWay = createUnderWay(3);
    const piece = pieceOfWork();
    await underWay.add(piece.promise);
    const settled = underWay.settled();
    expect(await isOver(settled)).toBe(false);
    piece.resolve(undefined);
    expect(await isOver(settled)).toBe(true);
  });

  it("says that something has failed, and throws it when the rest has come to its end", async () => {
    const underWay = createUnderWay(3);
    const [failing, other] = [pieceOfWork(), pieceOfWork()];
    await underWay.add(failing.promise);
    await underWay.add(other.promise);
    failing.reject(new Error("no room"));
    await setImmediate();
    expect(underWay.failed).toBe(true);
    other.resolve(undefined);
    await expect(underWay.settled()).rejects.toThrow("no room");
  });
});
