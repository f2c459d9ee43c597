import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { delimiter, join } from "node:path";

export interface Finished {
  readonly code: number;
  readonly output: string;
}

export interface CommandLine {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Whether a child that is started reads what is written to this process; nothing unless told. */
  readonly stdin?: "inherit";
}

export interface Child {
  /** Resolves with the exit code, or null where a signal ended the child. */
  readonly exited: Promise<number | null>;
  /** Sends a message to the child and resolves with its answer. */
  ask(message: object): Promise<unknown>;
  /** Sends a signal and waits for nothing. */
  signal(name: NodeJS.Signals): void;
  /** Asks the child to end, and insists after a while; resolves when it is gone. */
  stop(): Promise<void>;
}

/** Takes what a child prints, in the pieces in which it comes. */
export type TakeOutput = (from: "stdout" | "stderr", text: string) => void;

/** Time a child gets to close its connections and its database after SIGTERM. */
const graceMs = 8000;

/** Runs a tool to its end and collects what it printed, in the order it was printed. */
export async function runToEnd(line: CommandLine, end: AbortSignal): Promise<Finished> {
  const child = spawn(line.command, line.args, {
    cwd: line.cwd,
    env: environment(line),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8");
    stream.on("data", (chunk: string) => chunks.push(chunk));
  }
  const terminate = () => child.kill("SIGTERM");
  end.addEventListener("abort", terminate, { once: true });
  try {
    // "close" comes after the last output, "exit" may come before it.
    await once(child, "close");
    return { code: child.exitCode ?? 1, output: chunks.join("") };
  } catch (error) {
    return { code: 1, output: `${line.command} could not be started: ${describe(error)}\n` };
  } finally {
    end.removeEventListener("abort", terminate);
  }
}

/** Starts a long-running child that prints straight to this terminal, unless somebody takes it, and that ends when this process does. */
export function startChild(line: CommandLine, take?: TakeOutput): Child {
  const output = take === undefined ? "inherit" : "pipe";
  const child = spawn(line.command, line.args, {
    cwd: line.cwd,
    env: environment(line),
    // The channel closes with this process, however it ends; see end-with-parent.ts.
    stdio: [line.stdin ?? "ignore", output, output, "ipc"],
  });
  for (const from of ["stdout", "stderr"] as const)
    child[from]?.setEncoding("utf8").on("data", (text: string) => take?.(from, text));
  const exited = new Promise<number | null>((resolve, reject) => {
    // "close" comes after the last output, "exit" may come before it.
    child.once("close", (code) => resolve(code));
    child.once("error", reject);
  });
  const ask = async (message: object): Promise<unknown> => {
    const answered = once(child, "message");
    child.send(message);
    const [answer] = await answered;
    return answer;
  };
  return { exited, ask, signal: (name) => void child.kill(name), stop: () => stop(child, exited) };
}

async function stop(child: ChildProcess, exited: Promise<number | null>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGTERM");
  const insist = setTimeout(() => child.kill("SIGKILL"), graceMs);
  await exited;
  clearTimeout(insist);
}

function environment(line: CommandLine): NodeJS.ProcessEnv {
  const path = [join(line.cwd, "node_modules", ".bin"), process.env["PATH"] ?? ""].join(delimiter);
  // Tools see a pipe and guess; a person at a terminal gets colours, a log file does not.
  const colour =
    process.stdout.isTTY && process.env["NO_COLOR"] === undefined ? { FORCE_COLOR: "1" } : { NO_COLOR: "1" };
  return { ...process.env, ...colour, PATH: path, ...line.env };
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
