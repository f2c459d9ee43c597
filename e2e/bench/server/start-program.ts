import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { Obstacle } from "../../run/ports.ts";

const END_WITH_PARENT = fileURLToPath(new URL("../../run/end-with-parent.ts", import.meta.url));
const STOPS_WITHIN_MS = 30_000;

export interface Program {
  readonly pid: number;
  /** Sends it a message and resolves with its answer. */
  ask(message: object): Promise<unknown>;
  stop(): Promise<void>;
}

/**
 * Starts a program as a process of its own, which ends with this one. Its log goes nowhere, as a log that is read here
 * would be paid for by whoever makes the load.
 *
 * @param says whether it sends a message when it is ready; otherwise the caller finds out.
 */
export async function startProgram({
  args,
  env = {},
  says = false,
}: {
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly says?: boolean;
}): Promise<Program> {
  const child = spawn(process.execPath, ["--import", END_WITH_PARENT, ...args], {
    // Nothing of this machine: what is measured must not depend on it.
    env: { NODE_ENV: "production", ...env },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const exited = once(child, "exit");
  const { pid } = child;
  if (pid === undefined) throw new Obstacle(`${args[0] ?? "The program"} could not be started.`);
  if (says) await orEnded(once(child, "message"), exited, args);
  return {
    pid,
    async ask(message) {
      const answered = once(child, "message");
      child.send(message);
      const [answer] = await orEnded(answered, exited, args);
      return answer;
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGTERM");
      const insist = setTimeout(() => child.kill("SIGKILL"), STOPS_WITHIN_MS);
      await exited;
      clearTimeout(insist);
    },
  };
}

async function orEnded(
  hoped: Promise<unknown[]>,
  exited: Promise<unknown[]>,
  args: readonly string[],
): Promise<unknown[]> {
  const ended = exited.then(([code]) => {
    throw new Obstacle(
      `${args[0] ?? "The program"} ended (exit code ${String(code)}); its lines above say why.`,
    );
  });
  return Promise.race([hoped, ended]);
}

/** A program of this folder. */
export function fileNamed(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}
