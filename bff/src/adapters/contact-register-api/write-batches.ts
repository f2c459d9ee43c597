import type { Repetition } from "../../platform/patience.ts";
import type { BatchOutcome, BatchWrite } from "../../ports/population-register.ts";
import { failedBy, readOutcomes, type Outcomes } from "./batch-outcome.ts";
import { fromChange } from "./map.ts";
import { followOperations, operationId, type Operation } from "./operations.ts";
import type { RegisterLink } from "./register-link.ts";
import { resultsBody } from "./schema.ts";

/**
 * Writes in batches, one after another, and then asks after those that the register has taken and not yet done.
 * Promises an outcome for every key; a request that is repeated carries the keys that it had the first time.
 */
export async function writeBatches(options: {
  link: RegisterLink;
  /** Without patience for each poll, as polling is a repetition itself. */
  pollLink: RegisterLink;
  baseUrl: string;
  writes: readonly BatchWrite[];
  maxBatch: number;
  polling: Repetition;
}): Promise<ReadonlyMap<string, BatchOutcome>> {
  const { link, baseUrl, writes, maxBatch } = options;
  const outcomes: Outcomes = new Map();
  const operations: Operation[] = [];
  for (let start = 0; start < writes.length; start += maxBatch) {
    const answer = await writeBatch(link, baseUrl, writes.slice(start, start + maxBatch));
    for (const [key, outcome] of answer.outcomes) outcomes.set(key, outcome);
    if (answer.operation !== null) operations.push(answer.operation);
  }
  if (operations.length === 0) return outcomes;
  const settled = await followOperations(options.pollLink, operations, options.polling);
  for (const [key, outcome] of settled) outcomes.set(key, outcome);
  return outcomes;
}

async function writeBatch(
  { client, send }: RegisterLink,
  baseUrl: string,
  batch: readonly BatchWrite[],
): Promise<{ readonly outcomes: Outcomes; readonly operation: Operation | null }> {
  const keys = new Set(batch.map(({ key }) => key));
  const all = (outcome: BatchOutcome): Outcomes => new Map(batch.map(({ key }) => [key, outcome]));
  const answer = await send({
    method: "post",
    path: ["v1", "contact-updates"],
    json: { updates: batch.map(toUpdate) },
  });
  const accepted = answer.ok && answer.value.status === 202;
  if (!answer.ok || (answer.value.status !== 200 && !accepted))
    return { outcomes: all(failedBy("no-answer")), operation: null };
  const parsed = client.parse(resultsBody, answer.value);
  if (!parsed.ok && !accepted) return { outcomes: all(failedBy("no-answer")), operation: null };
  const outcomes = all(accepted ? { state: "pending" } : failedBy("no-result"));
  for (const [key, outcome] of readOutcomes(parsed.ok ? parsed.value.results : [], keys))
    outcomes.set(key, outcome);
  const pending = new Set([...keys].filter((key) => outcomes.get(key)?.state === "pending"));
  const id = accepted ? operationId(answer.value.location, baseUrl) : null;
  return { outcomes, operation: id === null || pending.size === 0 ? null : { id, keys: pending } };
}

function toUpdate({ key, personId, etag, changes }: BatchWrite) {
  return { key, personId, ifMatch: etag, changes: changes.map(fromChange) };
}
