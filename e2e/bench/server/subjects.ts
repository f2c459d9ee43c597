import { randomBytes } from "node:crypto";
import { freePort } from "../../run/ports.ts";
import type { Subject } from "./load.ts";
import { peerNamed } from "./peers.ts";
import type { BenchPortal, Guardian } from "./portal.ts";
import { fileNamed, startProgram } from "./start-program.ts";

const SESSION = "/api/session";

/** (a): a kilobyte of JSON by node:http. */
export function startBare(): Promise<Subject> {
  return startListening("bare node:http", fileNamed("bare.ts"), "/", []);
}

/** (b) and (c): the portal, asked by these guardians. */
export function ours(
  name: string,
  { origin, pid }: BenchPortal,
  path: string,
  guardians: readonly Guardian[],
): Subject {
  const cookies = guardians.map(({ cookie }) => cookie);
  return { name, pid, url: origin + path, cookies, stop: () => Promise.resolve() };
}

/** (d): the same calls of school, kindergarten and KRR about these guardians, and nothing else. */
export async function startFloor(
  { world }: BenchPortal,
  guardians: readonly Guardian[],
): Promise<Subject & { prepare(): Promise<void> }> {
  const port = await freePort();
  const args = [fileNamed("floor-page.ts"), String(port)];
  const program = await startProgram({ args, says: true });
  return {
    name: "floor, the same calls",
    pid: program.pid,
    url: `http://localhost:${String(port)}/`,
    cookies: guardians.map(({ nationalId }) => nationalId),
    // Tokens of Maskinporten live for minutes; a round for seconds.
    async prepare() {
      const calls = await world.ask({ wish: "floor" });
      if (typeof calls === "object" && calls !== null) await program.ask(calls);
    },
    stop: () => program.stop(),
  };
}

/** (e) and (f): the session routes of others, each with somebody logged in by its own means. */
export async function startPeers(): Promise<readonly Subject[]> {
  return [
    await startPeer("Express + express-openid-connect", "express"),
    await startPeer("Next.js + iron-session", "next"),
  ];
}

async function startPeer(name: string, program: "express" | "next"): Promise<Subject> {
  const secret = randomBytes(32).toString("base64");
  const subject = await startListening(name, peerNamed(program), SESSION, [secret]);
  const begun = await fetch(new URL("/begin", subject.url));
  const cookies = begun.headers.getSetCookie().map((cookie) => cookie.split(";")[0] ?? "");
  return { ...subject, cookies };
}

async function startListening(
  name: string,
  file: string,
  path: string,
  more: readonly string[],
): Promise<Subject> {
  const port = String(await freePort());
  const program = await startProgram({ args: [file, port, ...more], says: true });
  return {
    name,
    pid: program.pid,
    url: `http://localhost:${port}${path}`,
    cookies: [],
    stop: () => program.stop(),
  };
}
