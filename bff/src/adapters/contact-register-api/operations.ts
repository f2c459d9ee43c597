import { repeatWhile, type Repetition } from "../../platform/patience.ts";
import { failedBy, readOutcomes, type Outcomes } from "./batch-outcome.ts";
import type { RegisterLink } from "./register-link.ts";
import { operationBody } from "./schema.ts";

/** A batch that the register has taken and not yet done (rule 5). */
export interface Operation {
  readonly id: string;
  readonly keys: ReadonlySet<string>;
}

/** Waits of a quarter of a minute in all. */
export const POLLING: Repetition = { tries: 6, baseMs: 500, maxMs: 8000 };
const LONGEST_MS = 20_000;

/**
 * The id in a `Location` of the form `/v1/operations/{id}`, relative or on the register's own host. Promises null for
 * every other address: a register cannot send us anywhere else.
 */
export function operationId(location: string | null, baseUrl: string): string | null {
  if (location === null || !URL.canParse(location, baseUrl)) return null;
  const [base, target] = [new URL(baseUrl), new URL(location, baseUrl)];
  if (target.origin !== base.origin || target.search !== "" || target.hash !== "") return null;
  const prefix = base.pathname.replace(/\/$/, "");
  const path = target.pathname.startsWith(`${prefix}/`)
    ? target.pathname.slice(prefix.length)
    : target.pathname;
  const id = decoded(/^\/v1\/operations\/([^/]{1,256})$/.exec(path)?.[1] ?? "");
  return id === null || /^\.{0,2}$/.test(id) ? null : id;
}

function decoded(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
}

/** Asks a few times, within seconds. Promises the outcomes of what is done by then; the rest is still under way. */
export async function followOperations(
  link: RegisterLink,
  operations: readonly Operation[],
  polling: Repetition,
): Promise<Outcomes> {
  const settled: Outcomes = new Map();
  const open = new Set(operations);
  const end = AbortSignal.timeout(LONGEST_MS);
  const pollAll = async (): Promise<void> => {
    for (const operation of open) {
      if (end.aborted) return;
      const told = await poll(link, operation);
      if (told === "later") continue;
      open.delete(operation);
      for (const [key, outcome] of told) settled.set(key, outcome);
    }
  };
  await repeatWhile(pollAll, () => open.size > 0 && !end.aborted, polling);
  return settled;
}

const NOTHING: Outcomes = new Map();

/** `later` = worth asking again; an operation that the register does not know (any more) has nothing to tell. */
async function poll({ client, send }: RegisterLink, { id, keys }: Operation): Promise<Outcomes | "later"> {
  const answer = await send({ method: "get", path: ["v1", "operations", id] });
  if (!answer.ok) return isPassing(answer.failure.kind) ? "later" : NOTHING;
  const parsed = client.parse(operationBody, answer.value);
  if (answer.value.status !== 200 || !parsed.ok) return NOTHING;
  const { state, results } = parsed.value;
  if (state !== "done" && state !== "failed") return "later";
  const outcomes = readOutcomes(results, keys);
  for (const key of keys) {
    const outcome = outcomes.get(key);
    if (outcome === undefined || (state === "failed" && outcome.state === "pending"))
      outcomes.set(key, failedBy(state === "done" ? "no-result" : "operation-failed"));
  }
  return outcomes;
}

function isPassing(kind: string): boolean {
  return kind === "timeout" || kind === "unavailable";
}
