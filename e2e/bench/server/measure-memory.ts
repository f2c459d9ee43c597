import { setTimeout as wait } from "node:timers/promises";
import { measureRound } from "./load.ts";
import type { BenchServerOrder } from "./order.ts";
import { withBenchPortal } from "./portal.ts";
import { markdownTable } from "../markdown-table.ts";
import { rssMbOf } from "../process-figures.ts";
import { ours } from "./subjects.ts";
import { atMost } from "./summary.ts";
import { aimsTable } from "./tables.ts";

const SETTLE_MS = 10_000;

/** What the process holds with so many live sessions, each of which has been asked for; as Markdown. */
export function measureMemory(
  { sessions }: BenchServerOrder,
  server: string | undefined,
  end: AbortSignal,
): Promise<string> {
  return withBenchPortal(server, async (portal) => {
    const rss = (): number => rssMbOf(portal.pid) ?? Number.NaN;
    const atStart = rss();
    const guardians = await portal.logIn(sessions);
    end.throwIfAborted();
    const loggedIn = rss();
    const session = ours("session", portal, "/api/session", guardians);
    const { failed } = await measureRound(session, { connections: 20, seconds: 30 });
    const asked = rss();
    await wait(SETTLE_MS);
    const settled = rss();
    const moments: readonly (readonly [string, number])[] = [
      ["ready, nobody logged in", atStart],
      [`${String(sessions)} guardians logged in`, loggedIn],
      [`their sessions asked for, for half a minute (${String(failed)} failed)`, asked],
      ["ten seconds later", settled],
    ];
    return [
      `**Memory**, ${String(sessions)} live sessions on ${portal.engine}`,
      markdownTable(
        ["", "RSS MB"],
        moments.map(([moment, megabytes]) => [moment, megabytes.toFixed(0)]),
      ),
      aimsTable([atMost("the most of these", Math.max(...moments.map(([, value]) => value)), 200, " MB")]),
    ].join("\n\n");
  });
}
