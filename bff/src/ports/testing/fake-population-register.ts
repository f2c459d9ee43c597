import type { Capabilities } from "../../domain/contact-record.ts";
import type { NationalId } from "../../domain/national-id.ts";
import type { Register } from "../../domain/register.ts";
import type { Member, Population, Quarantined } from "../../domain/sync/population.ts";
import type { BatchOutcome, BatchWrite, PopulationPage, PopulationRegister } from "../population-register.ts";
import type { UpstreamResult } from "../upstream-result.ts";
import { createPopulationContents, type PopulationContents } from "./population-contents.ts";
import { createPopulationCursors } from "./population-cursors.ts";
import { createPopulationWrites } from "./population-writes.ts";
import { createScriptedFaults, type ScriptedFaults } from "./scripted-faults.ts";

type Operation = "capabilities" | "page" | "lookup" | "member" | "write";

/** Sends one request through the script of misfortunes. */
type Ask = <T>(
  operation: Operation,
  about: string,
  work: () => UpstreamResult<T>,
) => Promise<UpstreamResult<T>>;

export interface FakePopulationRegister extends PopulationRegister, ScriptedFaults<Operation> {
  /** Every request as it came in, with how many it was about: `page guardians`, `lookup 3`, `member p-1`, `write 2`. */
  readonly log: readonly string[];
  /** Adds a member, or replaces the one of the same `personId`; a guardian unless told otherwise. */
  put(member: Member, populations?: readonly Population[]): void;
  /** Adds a record whose national id is none. */
  putMalformed(personId: string, populations?: readonly Population[]): void;
  remove(personId: string): void;
  /** The member as the register holds her now; throws where it has none. */
  held(personId: string): Member;
  /** Changes what the register can do, from now on. */
  allow(capabilities: Partial<Capabilities>): void;
  /** Cursors that were given so far are refused from now on. */
  expireCursors(): void;
  /** Somebody else changes the person at the very moment of the next write to her. */
  conflictOnce(personId: string): void;
  /** The next so many batches are done, and told as pending. */
  pendNext(batches: number): void;
  /** Writes that took effect. */
  effects(): number;
}

/**
 * A register in memory that keeps the semantics of Contact Register API v1; its contract test runs on the adapter too.
 *
 * @param sizes how many persons a page has, and how many writes a batch.
 */
export function createFakePopulationRegister(
  register: Register,
  sizes: { readonly page?: number; readonly batch?: number } = {},
): FakePopulationRegister {
  const contents = createPopulationContents();
  const writes = createPopulationWrites(contents);
  const { expire, read } = createPages(register, contents, sizes.page ?? 1000);
  const { script, answer } = createScriptedFaults<Operation>(register.id);
  const log: string[] = [];
  let can: Capabilities = {
    writable: new Set(["email", "mobile", "workPhone"]),
    holdsOrigin: true,
    holdsOptOut: true,
  };
  const ask: Ask = (operation, about, work) => {
    log.push(`${operation} ${about}`.trim());
    return answer(operation, work);
  };

  return {
    ...script,
    register,
    log,
    calls: () => log.length,
    put: (member, populations = ["guardians"]) => contents.put(member.record.personId, populations, member),
    putMalformed: (personId, populations = ["guardians"]) =>
      contents.put(personId, populations, { personId, fault: "at nationalId" }),
    remove: contents.remove,
    held: (personId) => existing(contents.find(personId)),
    allow: (capabilities) => {
      can = { ...can, ...capabilities };
    },
    expireCursors: expire,
    conflictOnce: writes.disturb,
    pendNext: writes.pendNext,
    effects: writes.effects,
    capabilities: () => ask("capabilities", "", () => ({ ok: true, value: can })),
    page: (population, cursor) => ask("page", population, () => read(population, cursor)),
    lookupMany: (nationalIds) => lookupInParts(ask, nationalIds, contents.of),
    member: (personId) => ask("member", personId, () => ({ ok: true, value: contents.find(personId) })),
    writeMany: (all) =>
      writeInParts(ask, parts(all, sizes.batch ?? 100), (batch) => writes.batch(batch, can)),
  };
}

function createPages({ id }: Register, contents: PopulationContents, size: number) {
  const cursors = createPopulationCursors();
  return {
    expire: cursors.expire,
    read(population: Population, cursor: string | null): UpstreamResult<PopulationPage> {
      const place = cursors.read(population, cursor);
      if (place === null) return { ok: false, failure: { upstream: id, kind: "refused", status: 400 } };
      const { contents: found, last } = contents.after(population, place, size);
      return { ok: true, value: toPage(found, last === null ? null : cursors.write(population, last)) };
    },
  };
}

async function lookupInParts(
  ask: Ask,
  nationalIds: readonly NationalId[],
  find: (ids: ReadonlySet<string>) => readonly Member[],
): Promise<UpstreamResult<readonly Member[]>> {
  const distinct = [...new Set(nationalIds.map((nationalId) => nationalId.reveal()))];
  const found: Member[] = [];
  for (const ids of parts(distinct, 1000)) {
    const part = await ask("lookup", String(ids.length), () => ({ ok: true, value: find(new Set(ids)) }));
    if (!part.ok) return part;
    found.push(...part.value);
  }
  return { ok: true, value: found };
}

async function writeInParts(
  ask: Ask,
  batches: readonly (readonly BatchWrite[])[],
  write: (batch: readonly BatchWrite[]) => readonly BatchOutcome[],
): Promise<ReadonlyMap<string, BatchOutcome>> {
  const outcomes = new Map<string, BatchOutcome>();
  for (const batch of batches) {
    const told = await ask("write", String(batch.length), () => ({ ok: true, value: write(batch) }));
    for (const [index, { key }] of batch.entries()) {
      const outcome = told.ok ? told.value[index] : undefined;
      outcomes.set(key, outcome ?? { state: "failed", reason: "no-answer" });
    }
  }
  return outcomes;
}

function toPage(contents: readonly (Member | Quarantined)[], nextCursor: string | null): PopulationPage {
  const members: Member[] = [];
  const quarantined: Quarantined[] = [];
  for (const content of contents) {
    if ("fault" in content) quarantined.push(content);
    else members.push(content);
  }
  return { members, quarantined, nextCursor };
}

function existing(member: Member | null): Member {
  if (member === null) throw new Error("the fake register holds nobody by this id");
  return member;
}

function parts<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );
}
