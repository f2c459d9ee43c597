import { expect } from "vitest";
import { fetchKept } from "../canary/fetch-kept.ts";
import type { Visitor } from "../attacks/visitor.ts";
import type { Target } from "../attacks/target.ts";

/** ID-porten hangs up after so long; everything that needs the database has been answered by then. */
const ANSWERED_WITHIN_MS = 5000;

/** An answer with how long it took. */
export interface Timed {
  readonly answer: Response;
  readonly afterMs: number;
}

/** Asks for the session so many times at once. */
export function askAtOnce(visitor: Visitor, times: number): Promise<readonly Timed[]> {
  return Promise.all(
    Array.from({ length: times }, async () => {
      const began = performance.now();
      const answer = await visitor.ask("GET", "/api/session");
      return { answer, afterMs: performance.now() - began };
    }),
  );
}

/** Expects what is said while the database is away: a problem, when to come again, and nothing that logs anybody out. */
export async function expectUnavailable({ answer, afterMs }: Timed): Promise<void> {
  expect(answer.status).toBe(503);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(answer.headers.getSetCookie()).toEqual([]);
  expect(await answer.json()).toMatchObject({ code: "store-unavailable" });
  expect(afterMs).toBeLessThan(ANSWERED_WITHIN_MS);
}

/** The status at an address of this portal; 0 where nobody listens. */
export async function statusAt({ origin }: Pick<Target, "origin">, path: string): Promise<number> {
  const answer = await fetchKept(`${origin}${path}`).catch(() => null);
  return answer?.status ?? 0;
}
