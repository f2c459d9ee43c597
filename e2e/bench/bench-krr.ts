import { setTimeout as wait } from "node:timers/promises";
import { pathOf } from "../world/exchange.ts";
import { LOOKUP_V2 } from "../world/krr/lookup-request.ts";
import type { Handler } from "../world/server.ts";
import type { BenchCalls } from "./bench-calls.ts";
import { readBody, refuse, sendText } from "./bench-exchange.ts";
import type { BenchTokens } from "./bench-tokens.ts";
import { kindOf } from "./bench-people.ts";
import { indexOf } from "./indexed-ids.ts";
import type { PersonTexts } from "./person-text.ts";

export interface BenchKrrOptions {
  readonly persons: number;
  /** Milliseconds before each answer. */
  readonly latency: number;
  readonly texts: PersonTexts;
  readonly tokens: BenchTokens;
  readonly calls: BenchCalls;
}

/** KRR's look-up of many over the persons of the bench, and nothing else of KRR. */
export function benchKrr({ persons, latency, texts, tokens, calls }: BenchKrrOptions): Handler {
  const known = (id: string): number | null => {
    const index = indexOf(id);
    return index === null || index >= persons || kindOf(index) === "not-registered" ? null : index;
  };
  return async (request, response) => {
    if (request.method !== "POST" || pathOf(request) !== "/rest/v2/personer") return refuse(response, 404);
    calls.krr += 1;
    if (!tokens.admits(request)) return refuse(response, 401);
    const { data } = LOOKUP_V2.safeParse(await readBody(request));
    if (data === undefined) return refuse(response, 400);
    calls.ids += data.personidentifikatorer.length;
    if (latency > 0) await wait(latency);
    let json = '{"personer":[';
    let separator = "";
    for (const id of data.personidentifikatorer) {
      const index = known(id);
      if (index === null && !data.inkluderIkkeRegistrerte) continue;
      json += separator + texts.inKrr(id, index);
      separator = ",";
    }
    sendText(response, `${json}]}`);
  };
}
