import { CHANNELS } from "@foresattportal/shared/contract/values.ts";
import type { Change } from "../../domain/contact-record.ts";
import type { Member } from "../../domain/sync/population.ts";
import type { BatchWrite } from "../../ports/population-register.ts";
import { RunLost } from "../../ports/sync-runs.ts";
import { batchWrite } from "./write-outcome.ts";
import type { RunningStep, SyncDeps } from "./sync-deps.ts";

const AT_A_TIME = 200;

/** One who has nothing out of KRR any more. */
interface Gone {
  readonly personId: string;
  readonly fieldsEmptied: number;
}

/**
 * Deletes the values out of KRR of people who left the population longer ago than the term (N15): those typed by hand
 * stay, and so does what is opted out. Promises how many fields were emptied; who cannot be read or written to now is
 * tried again the next night.
 */
export async function deleteDeparted(deps: SyncDeps, step: RunningStep): Promise<number> {
  const { name } = step;
  /** Due, and not seen to tonight: asking again would ask the same. */
  const left = new Set<string>();
  let emptied = 0;
  while (!deps.stopping.aborted) {
    const due = await deps.departures.due(name, deps.termDays, AT_A_TIME + left.size);
    const next = due.filter((personId) => !left.has(personId));
    if (next.length === 0) break;
    const { gone, silent } = await emptyValues(step, next);
    // Whoever has taken the run over meanwhile notes it.
    if (!(await deps.runs.keepAlive(step.runId))) throw new RunLost();
    await deps.departures.forget(name, gone);
    emptied += gone.reduce((sum, { fieldsEmptied }) => sum + fieldsEmptied, 0);
    if (silent) break;
    const seenTo = new Set(gone.map(({ personId }) => personId));
    for (const personId of next) if (!seenTo.has(personId)) left.add(personId);
  }
  return emptied;
}

/** Promises who has nothing out of KRR now, and whether the register fell silent, so that nobody else was asked about. */
async function emptyValues(
  step: RunningStep,
  personIds: readonly string[],
): Promise<{ readonly gone: readonly Gone[]; readonly silent: boolean }> {
  const { port } = step.target;
  const gone: Gone[] = [];
  const writes: (BatchWrite & { readonly fields: number })[] = [];
  let silent = false;
  for (const personId of personIds) {
    const answer = await port.member(personId);
    silent = !answer.ok && (answer.failure.kind === "timeout" || answer.failure.kind === "unavailable");
    if (silent) break;
    if (!answer.ok) continue;
    const changes = answer.value === null ? [] : emptyingOf(answer.value);
    if (answer.value === null || changes.length === 0) gone.push({ personId, fieldsEmptied: 0 });
    else writes.push({ ...deletionOf(step, answer.value, changes), fields: changes.length });
  }
  const outcomes = writes.length === 0 ? null : await port.writeMany(writes);
  for (const { key, personId, fields } of writes) {
    const outcome = outcomes?.get(key);
    if (outcome?.state === "updated" || outcome?.state === "unchanged")
      gone.push({ personId, fieldsEmptied: fields });
    if (outcome?.state === "failed" && outcome.reason === "no-answer") silent = true;
  }
  return { gone, silent };
}

function emptyingOf({ record }: Member): readonly (Change & { readonly field: "mobile" | "email" })[] {
  return CHANNELS.filter((field) => {
    const { value, origin, optedOut } = record.contact[field];
    return origin === "krr" && (value ?? "").trim() !== "" && optedOut !== true;
  }).map((field) => ({ field, value: null, origin: "krr" }));
}

function deletionOf(
  step: RunningStep,
  { record, nationalId }: Member,
  changes: ReturnType<typeof emptyingOf>,
): BatchWrite {
  const planned = changes.map((change) => ({
    change,
    kind: "emptied" as const,
    before: record.contact[change.field].value,
  }));
  return batchWrite(step, -1, { personId: record.personId, nationalId, etag: record.etag, changes: planned });
}
