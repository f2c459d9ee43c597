import { median } from "../result-table.ts";
import type { BenchServerOrder } from "./order.ts";
import { startBenchPortal } from "./portal.ts";
import { atMost } from "./summary.ts";
import { aimsTable } from "./tables.ts";

const STARTS = 5;

/** How long the release takes until it is ready, on an empty database; as Markdown. */
export async function measureStart(
  _order: BenchServerOrder,
  server: string | undefined,
  end: AbortSignal,
): Promise<string> {
  const seconds: number[] = [];
  for (let start = 0; start < STARTS; start += 1) {
    end.throwIfAborted();
    const portal = await startBenchPortal(server);
    seconds.push(portal.readyAfterMs / 1000);
    await portal.stop();
  }
  const aim = atMost("from the start to ready, an empty database included", median(seconds), 1, " s");
  return [`**Start**, the middle of ${String(STARTS)}`, aimsTable([aim])].join("\n\n");
}
