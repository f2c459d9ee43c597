import { FLAT, growthOf, lowest } from "./flatness.ts";
import { measureRound, type Round } from "./load.ts";
import type { BenchServerOrder } from "./order.ts";
import { withBenchPortal, type BenchPortal } from "./portal.ts";
import { markdownTable } from "../markdown-table.ts";
import { rssMbOf } from "../process-figures.ts";
import { ours } from "./subjects.ts";
import { atMost } from "./summary.ts";
import { aimsTable } from "./tables.ts";

const GUARDIANS = 1000;
/** Between two looks at its memory, sessions and pages are asked for side by side. */
const STRETCH_SECONDS = 5;
const CONNECTIONS = 10;

interface Sample {
  readonly rssMb: number;
  readonly heapMb: number;
  readonly failed: number;
  readonly answered: number;
  readonly minute: number;
}

/** Steady load for minutes, and whether the process grows under it; as Markdown. */
export function measureSoak(
  { soakMinutes }: BenchServerOrder,
  server: string | undefined,
  end: AbortSignal,
): Promise<string> {
  return withBenchPortal(server, async (portal) => {
    const guardians = await portal.logIn(GUARDIANS);
    const subjects = ["/api/session", "/api/profile"].map((path) => ours(path, portal, path, guardians));
    const samples: Sample[] = [];
    const begun = performance.now();
    const minute = (): number => (performance.now() - begun) / 60_000;
    while (minute() < soakMinutes) {
      end.throwIfAborted();
      const load = { connections: CONNECTIONS, seconds: STRETCH_SECONDS };
      const rounds = await Promise.all(subjects.map((each) => measureRound(each, load)));
      samples.push({ ...(await sampleAfter(portal, rounds)), minute: minute() });
    }
    return told(soakMinutes, portal.engine, samples);
  });
}

async function sampleAfter(
  { pid, metricsOrigin }: BenchPortal,
  rounds: readonly Round[],
): Promise<Omit<Sample, "minute">> {
  const metrics = await (await fetch(`${metricsOrigin}/metrics`)).text();
  const heap = /^nodejs_heap_size_used_bytes(?:\{[^}]*\})? (\S+)$/m.exec(metrics)?.[1];
  return {
    rssMb: rssMbOf(pid) ?? Number.NaN,
    heapMb: Number(heap) / 1_000_000,
    failed: rounds.reduce((sum, { failed }) => sum + failed, 0),
    answered: rounds.reduce((sum, { perSecond }) => sum + perSecond * STRETCH_SECONDS, 0),
  };
}

function told(minutes: number, engine: string, samples: readonly Sample[]): string {
  const sum = (figure: (sample: Sample) => number): string =>
    samples.reduce((total, sample) => total + figure(sample), 0).toFixed(0);
  const tenth = Math.max(1, Math.floor(samples.length / 10));
  const shown = samples.filter((_sample, at) => at % tenth === 0 || at === samples.length - 1);
  const rows = shown.map(({ minute, rssMb, heapMb }) => [
    minute.toFixed(1),
    rssMb.toFixed(0),
    heapMb.toFixed(0),
  ]);
  return [
    `**Soak**, ${String(minutes)} minutes on ${engine}: ${sum(({ answered }) => answered)} answers, ${sum(({ failed }) => failed)} failed`,
    markdownTable(["minute", "RSS MB", "heap MB"], rows),
    aimsTable([
      atMost("RSS, last quarter : second quarter", growthOf(samples.map(({ rssMb }) => rssMb)), FLAT),
      atMost(
        "heap after collecting, last quarter : second quarter",
        growthOf(
          samples.map(({ heapMb }) => heapMb),
          lowest,
        ),
        FLAT,
      ),
    ]),
  ].join("\n\n");
}
