import { demandAnswer, measureInTurns, type Round } from "./load.ts";
import type { BenchServerOrder } from "./order.ts";
import { withBenchPortal } from "./portal.ts";
import { ours, startFloor } from "./subjects.ts";
import { atLeast, atMost, middleOf } from "./summary.ts";
import { aimsTable, roundsTable } from "./tables.ts";

/** Guardians at a time. */
const CROWDS = [50, 500] as const;
/** So many that none of them looks at her page more often than the portal lets her. */
const GUARDIANS = 1000;

/** «Min profil» beside a program that makes the same calls of registers that take 50 ms; as Markdown. */
export function measurePage(
  { rounds, seconds }: BenchServerOrder,
  server: string | undefined,
  end: AbortSignal,
): Promise<string> {
  return withBenchPortal(server, async (portal) => {
    const guardians = await portal.logIn(GUARDIANS);
    const page = ours("ours, GET /api/profile", portal, "/api/profile", guardians);
    const floor = await startFloor(portal, guardians);
    try {
      await floor.prepare();
      await demandAnswer(page, '"answer":"fresh"');
      await demandAnswer(floor, '"personer":[{');
      const parts: string[] = [];
      for (const connections of CROWDS) {
        const measured = await measureInTurns([page, floor], { connections, rounds, seconds }, end);
        parts.push(partOf(connections, portal.engine, measured));
      }
      return parts.join("\n\n");
    } finally {
      await floor.stop();
    }
  });
}

function partOf(
  connections: number,
  engine: string,
  measured: ReadonlyMap<string, readonly Round[]>,
): string {
  const middles = [...measured].map(([name, each]) => [name, middleOf(each)] as const);
  const [own, least] = middles.map(([, middle]) => middle);
  if (own === undefined || least === undefined) throw new Error("a subject was not measured");
  return [
    `**«Min profil»**, ${String(connections)} guardians at a time, registers and KRR take 50 ms, ${engine}`,
    roundsTable(middles),
    aimsTable([
      atLeast("ours : floor, answers/s", own.perSecond / least.perSecond, 0.7),
      atMost("ours : floor, p99", own.p99 / least.p99, 1.5),
    ]),
  ].join("\n\n");
}
