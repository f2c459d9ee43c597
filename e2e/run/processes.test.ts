import { describe, expect, it } from "vitest";
import { runToEnd, startChild } from "./processes.ts";

const node = (script: string) => ({ command: process.execPath, args: ["-e", script], cwd: process.cwd() });
const never = new AbortController().signal;

describe("running a tool", () => {
  it("collects both of its outputs", async () => {
    const { output } = await runToEnd(node("console.log('out'); console.error('err')"), never);
    expect(output.split("\n").toSorted()).toEqual(["", "err", "out"]);
  });

  it("answers its exit code", async () => {
    expect((await runToEnd(node("process.exit(3)"), never)).code).toBe(3);
  });

  it("counts a tool that a signal ended as failed", async () => {
    expect((await runToEnd(node("process.kill(process.pid, 'SIGKILL')"), never)).code).toBe(1);
  });

  it("says which tool could not be started", async () => {
    const { code, output } = await runToEnd({ command: "no-such-tool", args: [], cwd: process.cwd() }, never);
    expect([code, output]).toEqual([1, expect.stringContaining("no-such-tool could not be started")]);
  });

  it("ends the tool when told to end", async () => {
    const end = new AbortController();
    const running = runToEnd(node("setInterval(() => {}, 1000)"), end.signal);
    end.abort();
    expect((await running).code).toBe(1);
  });
});

describe("a long-running child", () => {
  it("is gone once stopped", async () => {
    const child = startChild(node("setInterval(() => {}, 1000)"));
    await child.stop();
    expect(await child.exited).toBeNull();
  });

  it("hands over both of its outputs to whoever takes them, to the last piece", async () => {
    const printed = { stdout: "", stderr: "" };
    const child = startChild(
      node("console.log('out'.repeat(50_000)); console.error('err')"),
      (from, text) => {
        printed[from] += text;
      },
    );
    await child.exited;
    expect(printed).toEqual({ stdout: `${"out".repeat(50_000)}\n`, stderr: "err\n" });
  });

  it("can be stopped after it ended by itself", async () => {
    const child = startChild(node(""));
    await child.exited;
    await expect(child.stop()).resolves.toBeUndefined();
  });
});
