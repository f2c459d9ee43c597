import { z } from "zod";
import { Obstacle } from "../../run/ports.ts";
import { cpuMsOf } from "../process-figures.ts";
import { fileNamed, startProgram } from "./start-program.ts";

/** What is measured: a server that answers this address for whoever sends one of these cookies. */
export interface Subject {
  readonly name: string;
  readonly pid: number;
  readonly url: string;
  /** One of each person; empty where nobody is asked for. */
  readonly cookies: readonly string[];
  /** Done before each of its rounds, and not measured. */
  prepare?(): Promise<void>;
  stop(): Promise<void>;
}

const OWN_PAGE = { "X-Portal": "1", "Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors" };

/** Throws unless whoever asks with the first cookie gets an answer in which this stands: a visitor's would be cheaper. */
export async function demandAnswer({ name, url, cookies }: Subject, word: string): Promise<void> {
  const answer = await fetch(url, { headers: { ...OWN_PAGE, cookie: cookies[0] ?? "" } });
  const body = await answer.text();
  if (answer.status !== 200 || !body.includes(word))
    throw new Error(`${name} answers ${String(answer.status)}, without «${word}»`);
}

/** What a round has shown. */
export interface Round {
  readonly perSecond: number;
  /** Milliseconds within which half and 99 of 100 answers came. */
  readonly p50: number;
  readonly p99: number;
  /** Microseconds of CPU that an answer cost the server's process; null where the system does not tell it. */
  readonly cpuMicros: number | null;
  /** Answers other than 200, and requests without one. */
  readonly failed: number;
}

const fired = z.object({
  answered: z.number(),
  seconds: z.number(),
  p50: z.number(),
  p99: z.number(),
  failed: z.number(),
});

/**
 * So many connections ask one after the other, each for persons of its own, for as many seconds. Promises a round that
 * counts what failed, and never one in which nothing was answered.
 */
export async function measureRound(
  { url, pid, cookies }: Pick<Subject, "url" | "pid" | "cookies">,
  load: { readonly connections: number; readonly seconds: number },
): Promise<Round> {
  const generator = await startProgram({ args: [fileNamed("load-program.ts")], says: true });
  try {
    const before = cpuMsOf(pid);
    const told = await generator.ask({ url, headers: OWN_PAGE, cookies, ...load });
    const after = cpuMsOf(pid);
    const { answered, seconds, ...rest } = fired.parse(told);
    if (answered === 0)
      throw new Obstacle(`Nothing was answered within ${String(seconds)} s: give it more, by --seconds.`);
    const cpuMicros = before === null || after === null ? null : ((after - before) * 1000) / answered;
    return { perSecond: answered / seconds, cpuMicros, ...rest };
  } finally {
    await generator.stop();
  }
}

/** Measures each subject once a round, in turns, so that whatever else the machine does falls on all of them. */
export async function measureInTurns(
  subjects: readonly Subject[],
  { rounds, ...round }: { readonly connections: number; readonly seconds: number; readonly rounds: number },
  end: AbortSignal,
): Promise<ReadonlyMap<string, readonly Round[]>> {
  const measured = new Map<string, Round[]>(subjects.map(({ name }) => [name, []]));
  // Whatever is compiled, connected or fetched once is not what is measured.
  for (const subject of subjects) await measurePrepared(subject, round);
  for (let turn = 0; turn < rounds; turn += 1) {
    for (const subject of turn % 2 === 0 ? subjects : subjects.toReversed()) {
      end.throwIfAborted();
      measured.get(subject.name)?.push(await measurePrepared(subject, round));
    }
  }
  return measured;
}

async function measurePrepared(
  subject: Subject,
  load: { readonly connections: number; readonly seconds: number },
): Promise<Round> {
  await subject.prepare?.();
  return measureRound(subject, load);
}
