import { applyOverlay } from "../../domain/apply-overlay.ts";
import { divideWrite } from "../../domain/divide-write.ts";
import type { Member } from "../../domain/sync/population.ts";
import type { Overlay } from "../../ports/overlay.ts";
import type { BatchOutcome, BatchWrite, PopulationRegister } from "../../ports/population-register.ts";
import type { UpstreamResult } from "../../ports/upstream-result.ts";
import { createForgetfulness, type Forgetfulness } from "./forgetfulness.ts";

/**
 * The same as `rememberingRegister`, for the nightly run: a page of persons costs one statement. What a write left is
 * remembered before its outcome is told, so that whoever repeats the keys of a process that died remembers it too.
 * Throws `StoreUnavailable`: the run waits for its store.
 */
export function rememberingPopulation(register: PopulationRegister, overlay: Overlay): PopulationRegister {
  const forgetfulness = createForgetfulness(register);
  const asSeen = createView(register.register.id, overlay, forgetfulness);
  return {
    register: register.register,
    calls: () => register.calls(),
    capabilities: () => forgetfulness.capabilities(),
    page: async (population, cursor) =>
      seenThrough(await register.page(population, cursor), async (content) => ({
        ...content,
        members: await asSeen(content.members),
      })),
    lookupMany: async (nationalIds) => seenThrough(await register.lookupMany(nationalIds), asSeen),
    member: async (personId) =>
      seenThrough(await register.member(personId), async (member) =>
        member === null ? null : ((await asSeen([member]))[0] ?? null),
      ),
    writeMany: async (writes) =>
      (await forgetfulness.forgets())
        ? writeAndRemember(register, overlay, writes)
        : register.writeMany(writes),
  };
}

async function seenThrough<T>(
  answer: UpstreamResult<T>,
  view: (value: T) => Promise<T>,
): Promise<UpstreamResult<T>> {
  return answer.ok ? { ok: true, value: await view(answer.value) } : answer;
}

function createView(registerId: string, overlay: Overlay, { forgets }: Forgetfulness) {
  return async (members: readonly Member[]): Promise<readonly Member[]> => {
    if (members.length === 0 || !(await forgets())) return members;
    const found = await overlay.find(
      registerId,
      members.map(({ record }) => record),
    );
    return members.map((member) => {
      const entries = found.get(member.record.personId);
      return entries === undefined ? member : { ...member, record: applyOverlay(member.record, entries) };
    });
  };
}

async function writeAndRemember(
  register: PopulationRegister,
  overlay: Overlay,
  writes: readonly BatchWrite[],
): Promise<ReadonlyMap<string, BatchOutcome>> {
  const parts = writes.map((write) => {
    const { key, personId, etag, changes, confirmed = [] } = write;
    const { toRegister, toRemember } = divideWrite(personId, changes, confirmed);
    return { sent: { key, personId, etag, changes: toRegister }, toRemember };
  });
  const asked = parts.map(({ sent }) => sent).filter(({ changes }) => changes.length > 0);
  const told = asked.length === 0 ? [] : await register.writeMany(asked);
  const outcomes = new Map<string, BatchOutcome>(told);
  for (const { sent } of parts) if (sent.changes.length === 0) outcomes.set(sent.key, { state: "updated" });
  const notes = parts
    .filter(({ sent }) => isDone(outcomes.get(sent.key)))
    .flatMap(({ toRemember }) => toRemember);
  await overlay.note(register.register.id, notes);
  return outcomes;
}

function isDone(outcome: BatchOutcome | undefined): boolean {
  return outcome?.state === "updated" || outcome?.state === "unchanged";
}
