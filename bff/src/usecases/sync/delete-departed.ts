import { CHANNELS } from "@foresattportal/shared/contract/values.ts";
import type { Change } from "../../domain/contact-record.ts";
import type { Member } from "../../domain/sync/population.ts";
import type { BatchWrite } from "../../ports/population-register.ts";
import { batchWrite } from "./write-outcome.ts";
import type { RunningStep, SyncDeps } from "./sync-deps.ts";

const AT_A_TIME = 200;

/**
 * Deletes the values out of KRR of people who left the population longer ago than the term (N15): those typed by hand
 * stay, and so does what is opted out. Promises how many fields were emptied; who cannot be read or written to now is
 * tried again the next night.
 */
export async function deleteDeparted(deps: SyncDeps, step: RunningStep): Promise<number> {
  const { port } = step.target;
  let emptied = 0;
  for (;;) {
    if (deps.stopping.aborted) return emptied;
    const due = await deps.departures.due(step.name, deps.termDays, AT_A_TIME);
    if (due.length === 0) return emptied;
    const gone: { personId: string; fieldsEmptied: number }[] = [];
    const writes: (BatchWrite & { readonly fields: number })[] = [];
    for (const personId of due) {
      const answer = await port.member(personId);
      if (!answer.ok) continue;
      const changes = answer.value === null ? [] : emptyingOf(answer.value);
      if (answer.value === null || changes.length === 0) gone.push({ personId, fieldsEmptied: 0 });
      else writes.push({ ...deletionOf(step, answer.value, changes), fields: changes.length });
    }
    const outcomes = writes.length === 0 ? new Map() : await port.writeMany(writes);
    for (const { key, personId, fields } of writes) {
      const state: unknown = outcomes.get(key)?.state;
      if (state === "updated" || state === "unchanged") gone.push({ personId, fieldsEmptied: fields });
    }
    await deps.departures.forget(step.name, gone);
    emptied += gone.reduce((sum, { fieldsEmptied }) => sum + fieldsEmptied, 0);
    // Whoever is still due could not be seen to: asking on would ask the same again.
    if (gone.length < due.length) return emptied;
  }
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
