import { sendJson } from "../world/exchange.ts";
import { startServer } from "../world/server.ts";
import { NO_CALLS } from "./bench-calls.ts";
import { benchDates } from "./bench-dates.ts";
import { benchKrr } from "./bench-krr.ts";
import { benchRegister } from "./bench-register.ts";
import { benchStore } from "./bench-store.ts";
import { benchTokens } from "./bench-tokens.ts";
import { MOST_PERSONS } from "./indexed-ids.ts";
import { personTexts } from "./person-text.ts";

export interface BenchWorldOptions {
  readonly persons: number;
  /** Milliseconds before each answer of KRR. */
  readonly krrLatency: number;
  /** The day from which all dates count back. */
  readonly today: Date;
}

/** Where the parts of a bench world listen. */
export interface BenchAddresses {
  readonly persons: number;
  /** With the slash at its end, as an issuer. */
  readonly maskinporten: string;
  readonly krr: string;
  readonly register: string;
  /** Tells what has been asked so far. */
  readonly calls: string;
}

/** Starts Maskinporten, KRR and one register over so many persons on loopback; nobody is in memory who was not written to. */
export async function startBenchWorld({ persons, krrLatency, today }: BenchWorldOptions) {
  if (!(persons >= 1 && persons <= MOST_PERSONS))
    throw new RangeError(`There can be 1 to ${MOST_PERSONS} persons`);
  const calls = { ...NO_CALLS };
  const dates = benchDates(today);
  const texts = personTexts(dates);
  const tokens = benchTokens(calls);
  const store = benchStore(persons, dates, () => new Date());
  const servers = await Promise.all([
    startServer({ handler: tokens.handler }),
    startServer({ handler: benchKrr({ persons, latency: krrLatency, texts, tokens, calls }) }),
    startServer({ handler: benchRegister({ persons, store, texts, tokens, calls }) }),
    startServer({ handler: (_request, response) => sendJson(response, 200, calls) }),
  ]);
  const [maskinporten, krr, register, count] = servers;
  const addresses: BenchAddresses = {
    persons,
    maskinporten: `${maskinporten.origin}/`,
    krr: krr.origin,
    register: register.origin,
    calls: `${count.origin}/`,
  };
  return {
    addresses,
    close: async () => void (await Promise.all(servers.map((server) => server.close()))),
  };
}
