import type { SyncDeps } from "../sync-deps.ts";

/** The process is gone. */
export class Died extends Error {
  override readonly name = "Died";
}

/** `before`: the word in question is never said; `after`: it is said, and its answer reaches nobody. */
export interface Death {
  readonly word: number;
  readonly when: "before" | "after";
}

export interface Mortal {
  readonly deps: SyncDeps;
  /** Ends the process at this very moment. */
  die(): never;
  /** How many words it has said to the book, the registers and KRR. */
  words(): number;
  /** Resolves when whatever was on its way has arrived. */
  quiet(): Promise<void>;
}

/**
 * A process that ends at its so manieth word to the outside, and from then on says none: what was on its way arrives
 * all the same, as it does after `kill -9`. Null = it lives.
 */
export function mortalProcess(deps: SyncDeps, death: Death | null): Mortal {
  const { speak, ...life } = createLife(death);
  const mortal = <T extends object>(port: T): T => {
    const spoken = Object.entries(port).flatMap(([name, value]: [string, unknown]) =>
      isAsked(name, value) ? [[name, (...about: unknown[]) => speak(() => value(...about))] as const] : [],
    );
    return { ...port, ...Object.fromEntries(spoken) };
  };
  return {
    ...life,
    deps: {
      ...deps,
      runs: mortal(deps.runs),
      departures: mortal(deps.departures),
      lastAnswers: mortal(deps.lastAnswers),
      krr: mortal(deps.krr),
      targets: deps.targets.map((target) => ({ ...target, port: mortal(target.port) })),
    },
  };
}

function createLife(death: Death | null) {
  const onTheirWay = new Set<Promise<unknown>>();
  let words = 0;
  let dead = false;
  const breathe = (): void => {
    if (dead) throw new Died();
  };
  function die(): never {
    dead = true;
    throw new Died();
  }

  async function say(work: () => Promise<unknown>): Promise<unknown> {
    breathe();
    words += 1;
    const last = words === death?.word;
    if (last && death.when === "before") die();
    const answer = work();
    onTheirWay.add(answer);
    await Promise.allSettled([answer]);
    onTheirWay.delete(answer);
    if (last) die();
    // Where it died meanwhile, the answer comes to nobody.
    breathe();
    return answer;
  }

  return {
    die,
    words: () => words,
    async quiet() {
      await Promise.allSettled(onTheirWay);
    },
    speak(work: () => Promise<unknown>): Promise<unknown> {
      const answer = say(work);
      // A page that was read ahead is waited for by nobody once the process is gone.
      answer.catch(() => undefined);
      return answer;
    },
  };
}

/** Counting its own requests asks nobody, and a list is read by people. */
function isAsked(name: string, value: unknown): value is (...about: unknown[]) => Promise<unknown> {
  return typeof value === "function" && name !== "calls" && name !== "differences";
}
