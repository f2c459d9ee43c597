import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Obstacle } from "./ports.ts";
import type { Child } from "./processes.ts";
import { runUntilEnd } from "./until-end.ts";

const told: string[] = [];

beforeEach(() => {
  told.length = 0;
  vi.spyOn(console, "error").mockImplementation((text: unknown) => told.push(String(text)));
});

afterEach(() => {
  vi.restoreAllMocks();
});

const lasting: Pick<Child, "exited" | "stop"> = {
  exited: new Promise(() => undefined),
  stop: () => Promise.resolve(),
};

describe("running until the end", () => {
  it("answers 0 when told to end", async () => {
    const end = new AbortController();
    const running = runUntilEnd(end.signal, () => Promise.resolve(lasting));
    end.abort();
    expect(await running).toBe(0);
  });

  it("closes what was started in the opposite order", async () => {
    const closed: string[] = [];
    await runUntilEnd(AbortSignal.abort(), (later) => {
      later(async () => void closed.push("world"));
      later(async () => void closed.push("portal"));
      return Promise.resolve(lasting);
    });
    expect(closed).toEqual(["portal", "world"]);
  });

  it("closes what had been started before an obstacle", async () => {
    const closed: string[] = [];
    await runUntilEnd(new AbortController().signal, (later) => {
      later(async () => void closed.push("world"));
      return Promise.reject(new Obstacle("Port 3000 is busy."));
    });
    expect(closed).toEqual(["world"]);
  });

  it("tells an obstacle in its one sentence and answers 1", async () => {
    const code = await runUntilEnd(new AbortController().signal, () =>
      Promise.reject(new Obstacle("Port 3000 is busy.")),
    );
    expect([code, told]).toEqual([1, ["Port 3000 is busy."]]);
  });

  it("answers 1 when the portal ends by itself", async () => {
    const ended: Pick<Child, "exited" | "stop"> = { ...lasting, exited: Promise.resolve(3) };
    const code = await runUntilEnd(new AbortController().signal, () => Promise.resolve(ended));
    expect([code, told[0]]).toEqual([1, expect.stringContaining("exit code 3")]);
  });
});
