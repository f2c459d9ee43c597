import type { NationalId } from "../domain/national-id.ts";
import { guardianRecords, type KrrAnswer, type RegisterAnswer } from "../domain/register-answer.ts";
import type { KrrPerson } from "../domain/krr-person.ts";
import type { SourceAnswer } from "../domain/source-answer.ts";
import type { Clock } from "../ports/clock.ts";
import type { ContactRegister } from "../ports/contact-register.ts";
import type { RecordEvent } from "../ports/events.ts";
import type { Krr } from "../ports/krr.ts";
import type { LastAnswers } from "../ports/last-answers.ts";
import type { UpstreamResult } from "../ports/upstream-result.ts";
import { noteAnswers } from "./last-answers.ts";

export interface SourceDeps {
  readonly registers: readonly ContactRegister[];
  readonly krr: Krr;
  readonly lastAnswers: LastAnswers;
  readonly clock: Clock;
  readonly record: RecordEvent;
}

/** Whom to ask about, and by which keyed hash she appears in the store and the log. */
export interface Guardian {
  readonly nationalId: NationalId;
  readonly subject: string;
}

export interface Sources {
  readonly answers: readonly RegisterAnswer[];
  /** KRR's answer for each municipality that lets us look up, by organisation number. */
  readonly krrOf: ReadonlyMap<string, SourceAnswer<KrrPerson>>;
}

/**
 * Asks every register and KRR side by side. Promises an answer from each, of this very moment: one that fails is
 * `unavailable` and holds up nobody, since every port keeps its own time budget.
 *
 * @param caller ends the asking when nobody waits for the answers any more.
 */
export async function readSources(
  deps: SourceDeps,
  guardian: Guardian,
  caller?: AbortSignal,
): Promise<Sources> {
  const asked = deps.clock();
  const [answers, krr] = await Promise.all([
    Promise.all(deps.registers.map((register) => askRegister(deps, register, guardian.nationalId, caller))),
    Promise.all(
      municipalitiesToAsk(deps.registers).map((orgNumber) =>
        askKrr(deps, orgNumber, guardian.nationalId, caller),
      ),
    ),
  ]);
  await noteAnswers(deps, guardian.subject, answers, asked);
  return { answers, krrOf: new Map(krr) };
}

/** KRR's answer for the page: it is the same person everywhere, so the first good answer serves. */
export function krrForPage(krrOf: Sources["krrOf"]): KrrAnswer {
  const answers = [...krrOf.values()];
  return answers.find(({ state }) => state !== "unavailable") ?? answers[0] ?? { state: "off" };
}

/** Asks one register; its failure goes to the log and comes back as a value. */
export async function askRegister(
  deps: Pick<SourceDeps, "clock" | "record">,
  register: ContactRegister,
  nationalId: NationalId,
  caller?: AbortSignal,
): Promise<RegisterAnswer> {
  const [records, capabilities] = await Promise.all([
    register.lookup(nationalId, caller),
    register.capabilities(),
  ]);
  if (!capabilities.ok) deps.record({ name: "upstream_failed", failure: capabilities.failure });
  const answer: RegisterAnswer = {
    register: register.register,
    answer: sourceAnswer(deps, records),
    capabilities: capabilities.ok ? capabilities.value : null,
  };
  const held = guardianRecords([answer]);
  if (held.length > 1)
    deps.record({ name: "duplicate_records", register: register.register.id, records: held.length });
  return answer;
}

function municipalitiesToAsk(registers: readonly ContactRegister[]): readonly string[] {
  const allowed = registers.filter(({ register }) => register.krrMode !== "off");
  return [...new Set(allowed.map(({ register }) => register.municipality.orgNumber))];
}

async function askKrr(
  deps: SourceDeps,
  orgNumber: string,
  nationalId: NationalId,
  caller?: AbortSignal,
): Promise<[string, SourceAnswer<KrrPerson>]> {
  return [orgNumber, sourceAnswer(deps, await deps.krr.lookup(nationalId, { orgNumber }, caller))];
}

function sourceAnswer<T>(
  deps: Pick<SourceDeps, "clock" | "record">,
  result: UpstreamResult<T>,
): SourceAnswer<T> {
  if (result.ok) return { state: "fresh", asOf: deps.clock(), data: result.value };
  // Who left has made it fail, not the upstream.
  if (result.failure.kind !== "cancelled") deps.record({ name: "upstream_failed", failure: result.failure });
  return { state: "unavailable", asOf: null, ...(result.failure.kind === "refused" && { refused: true }) };
}
