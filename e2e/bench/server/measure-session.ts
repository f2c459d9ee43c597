import { demandAnswer, measureInTurns } from "./load.ts";
import type { BenchServerOrder } from "./order.ts";
import { installPeers } from "./peers.ts";
import { startBenchPortal } from "./portal.ts";
import { ours, startBare, startPeers } from "./subjects.ts";
import { atLeast, middleOf } from "./summary.ts";
import { aimsTable, roundsTable } from "./tables.ts";

const CONNECTIONS = 20;
const GUARDIANS = 40;

/** The session route beside the least that answers and beside those of others; as Markdown. */
export async function measureSession(
  { rounds, seconds }: BenchServerOrder,
  server: string | undefined,
  end: AbortSignal,
): Promise<string> {
  await installPeers(end);
  const portal = await startBenchPortal(server);
  const started = [await startBare(), ...(await startPeers())];
  try {
    const own = ours("ours, GET /api/session", portal, "/api/session", await portal.logIn(GUARDIANS));
    for (const subject of [...started.slice(1), own]) await demandAnswer(subject, '"user":{"name":');
    const load = { connections: CONNECTIONS, rounds, seconds };
    const measured = await measureInTurns([...started, own], load, end);
    const middles = [...measured].map(([name, each]) => [name, middleOf(each)] as const);
    const [bare, express, next, session] = middles.map(([, { perSecond }]) => perSecond);
    if (bare === undefined || express === undefined || next === undefined || session === undefined)
      throw new Error("a subject was not measured");
    const aims = [
      atLeast("ours : bare node:http", session / bare, 0.3),
      atLeast("ours : Express + express-openid-connect", session / express, 4),
      atLeast("ours : Next.js + iron-session", session / next, 15),
    ];
    return [
      `**Session route**, ${String(CONNECTIONS)} connections, sessions on ${portal.engine}`,
      roundsTable(middles),
      aimsTable(aims),
    ].join("\n\n");
  } finally {
    await Promise.all(started.map((subject) => subject.stop()));
    await portal.stop();
  }
}
