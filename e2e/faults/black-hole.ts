import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { fileURLToPath } from "node:url";

const END_WITH_PARENT = fileURLToPath(new URL("../run/end-with-parent.ts", import.meta.url));
/** One connection may wait to be taken, and nobody takes it once the process stands still. */
const LISTENER = `
  const server = require("node:net").createServer();
  server.listen({ port: 0, host: "127.0.0.1", backlog: 1 }, () => process.send(server.address().port));
`;
/** On loopback a connection is there at once, or not at all. */
const ANSWERS_WITHIN_MS = 300;
/** The system takes a few more than it was told. */
const MOST = 20;

export interface BlackHole {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Promises a port at which connecting gets no answer, neither yes nor no, as behind a firewall that drops packets: its
 * owner stands still, and more wait already than it lets wait, so the system passes over whoever comes.
 */
export async function startBlackHole(): Promise<BlackHole> {
  const args = ["--import", END_WITH_PARENT, "--eval", LISTENER];
  const owner = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const exited = once(owner, "exit");
  const port: unknown = (await once(owner, "message"))[0];
  if (typeof port !== "number") throw new Error("the listener has no port");
  owner.kill("SIGSTOP");
  const waiting: Socket[] = [];
  while (await isAnswered(port, waiting))
    if (waiting.length > MOST) throw new Error("the system lets everybody wait");
  return {
    port,
    async close() {
      for (const socket of waiting) socket.destroy();
      owner.kill("SIGKILL");
      await exited;
    },
  };
}

async function isAnswered(port: number, waiting: Socket[]): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => undefined);
  waiting.push(socket);
  const connected = once(socket, "connect").then(() => true);
  const late = new Promise<false>((resolve) => setTimeout(resolve, ANSWERS_WITHIN_MS, false));
  return Promise.race([connected, late]);
}
