import type { WorkPhoneOutcome, WorkPhoneResult } from "@foresattportal/shared/contract/work-phone.ts";
import type { Change, ContactRecord } from "../domain/contact-record.ts";
import { normalForm } from "../domain/normal-form.ts";
import { refusedField } from "../domain/refresh-outcome.ts";
import { guardianRecords, type HeldRecord, type RegisterAnswer } from "../domain/register-answer.ts";
import { readBack } from "./read-back.ts";
import { readSources, type Guardian, type SourceDeps } from "./read-sources.ts";
import { showProfile } from "./show-profile.ts";
import { writeRecord } from "./write-record.ts";

type Outcome = WorkPhoneOutcome["outcome"];
/** What a register said at once; what it means is known when it was asked again. */
type Told = Outcome | "refused";

interface ToldBySystem {
  readonly systemId: string;
  readonly outcome: Told;
}

/** Outcomes after which the register may hold something else than before, or is something else than it said. */
const WRITTEN: ReadonlySet<Told> = new Set(["changed", "pending", "conflict", "failed", "refused"]);

/** What the guardian must hear of first, where a register holds several records of hers. */
const WEIGHT: readonly Told[] = [
  "failed",
  "conflict",
  "pending",
  "changed",
  "refused",
  "read-only",
  "up-to-date",
];

/**
 * Sets or removes «Jobbtelefon» in every register that holds the guardian, and says per register what happened.
 *
 * @param phone in normal form; null removes it.
 * @param systems only these registers (retry of what failed); null = all.
 */
export async function saveWorkPhone(
  deps: SourceDeps,
  guardian: Guardian,
  phone: string | null,
  systems: ReadonlySet<string> | null,
): Promise<WorkPhoneResult> {
  const sources = await readSources(deps, guardian);
  const targets = sources.answers.filter(({ register }) => systems?.has(register.id) ?? true);
  const outcomes = await Promise.all(
    targets.map(async (target): Promise<ToldBySystem> => ({
      systemId: target.register.id,
      outcome: await saveIn(deps, guardian, target, phone),
    })),
  );
  const written = writtenTo(targets, outcomes);
  const answers = await readBack(deps, guardian, sources.answers, written);
  const results = outcomes.map((each) => {
    const after = written.has(each.systemId)
      ? answers.find(({ register }) => register.id === each.systemId)
      : undefined;
    return { systemId: each.systemId, outcome: judged(each.outcome, after, phone) };
  });
  deps.record({ name: "work_phone_saved", subject: guardian.subject, outcomes: countOf(results) });
  return { systems: results, profile: await showProfile(deps, guardian, { ...sources, answers }) };
}

/** The registers that may hold something else now. */
function writtenTo(
  targets: readonly RegisterAnswer[],
  outcomes: readonly ToldBySystem[],
): ReadonlySet<string> {
  const answered = targets.filter(({ answer }) => answer.state !== "unavailable");
  const ids = new Set(answered.map(({ register }) => register.id));
  const written = outcomes.filter(({ systemId, outcome }) => ids.has(systemId) && WRITTEN.has(outcome));
  return new Set(written.map(({ systemId }) => systemId));
}

/**
 * What the register holds now counts, and not how it answered: a lost answer may be that of a write that was done.
 *
 * @param after the register as it answered after the write; undefined where nothing was written.
 */
function judged(told: Told, after: RegisterAnswer | undefined, phone: string | null): Outcome {
  const outcome = told === "refused" ? refusedField("workPhone", after?.capabilities ?? null) : told;
  const records = after?.answer.state === "fresh" ? guardianRecords([after]) : [];
  if (after === undefined || records.length === 0) return outcome;
  if (records.every(({ record }) => workPhoneOf(record) === phone)) return "changed";
  return outcome === "changed" ? "failed" : outcome;
}

function workPhoneOf(record: ContactRecord): string | null {
  return normalForm("workPhone", record.contact.workPhone.value)?.normal ?? null;
}

async function saveIn(
  deps: SourceDeps,
  guardian: Guardian,
  target: RegisterAnswer,
  phone: string | null,
): Promise<Told> {
  if (target.answer.state === "unavailable") return "failed";
  const records = guardianRecords([target]);
  if (records.length === 0) return "person-not-held";
  const outcomes = await Promise.all(records.map((held) => saveRecord(deps, guardian, held, phone)));
  return WEIGHT.find((outcome) => outcomes.includes(outcome)) ?? "failed";
}

async function saveRecord(
  deps: SourceDeps,
  { nationalId }: Guardian,
  held: HeldRecord,
  phone: string | null,
): Promise<Told> {
  if (held.capabilities?.writable.has("workPhone") === false) return "read-only";
  const changesFor = (record: ContactRecord): readonly Change[] =>
    workPhoneOf(record) === phone ? [] : [{ field: "workPhone", value: phone, origin: "guardian" }];
  if (changesFor(held.record).length === 0) return "up-to-date";
  const port = deps.registers.find(({ register }) => register.id === held.register.id);
  if (port === undefined) return "failed";
  const outcome = await writeRecord(port, deps.record, { nationalId, record: held.record, changesFor });
  return outcome === "written" ? "changed" : outcome;
}

function countOf(outcomes: readonly WorkPhoneOutcome[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { outcome } of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}
