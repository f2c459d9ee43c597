import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, it } from "vitest";

const here = import.meta.dirname;

/** Starts a child the way the runner does; the child says so when it runs, and then stays. */
const parentScript = `
  const { startChild } = await import("${here}/processes.ts");
  const script = "console.log('running'); setInterval(() => {}, 1000)";
  startChild({ command: process.execPath, args: ["--import", "${here}/end-with-parent.ts", "-e", script], cwd: "${here}" });
`;

it("ends the child of a parent that was killed without warning", async () => {
  const parent = spawn(process.execPath, ["--input-type=module", "-e", parentScript], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(parent.stdout, "data");
  parent.kill("SIGKILL");
  // The child holds the other end of this pipe for as long as it lives.
  await once(parent.stdout, "close");
  expect(parent.stdout.closed).toBe(true);
});
