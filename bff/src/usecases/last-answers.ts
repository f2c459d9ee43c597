import { copyOf, fromCopy } from "../domain/answer-copy.ts";
import type { RegisterAnswer } from "../domain/register-answer.ts";
import type { RecordEvent } from "../ports/events.ts";
import type { LastAnswers } from "../ports/last-answers.ts";
import { bookkeeping } from "./bookkeeping.ts";

interface Notes {
  readonly lastAnswers: LastAnswers;
  readonly record: RecordEvent;
}

/**
 * Notes who answered what; who refuses us now has taken back what was told before.
 *
 * @param asked when the look-up began: it may have been overtaken since by one that began later.
 */
export async function noteAnswers(
  deps: Notes,
  subject: string,
  answers: readonly RegisterAnswer[],
  asked: Date,
): Promise<void> {
  await note(
    deps,
    subject,
    answers,
    asked,
    ({ answer }) => answer.state === "unavailable" && answer.refused === true,
  );
}

/** The same of registers that were written to just now: of one that is silent, nobody knows what it holds any more. */
export async function noteReadBack(
  deps: Notes,
  subject: string,
  answers: readonly RegisterAnswer[],
  asked: Date,
): Promise<void> {
  await note(deps, subject, answers, asked, ({ answer }) => answer.state === "unavailable");
}

/**
 * The answers as they are shown: a silent register with what it last told, marked as stale, or at least with when it
 * last answered (P14). For showing only: nothing may be decided by a copy.
 */
export async function withLastAnswers(
  { lastAnswers }: Pick<Notes, "lastAnswers">,
  subject: string,
  answers: readonly RegisterAnswer[],
): Promise<readonly RegisterAnswer[]> {
  if (answers.every(({ answer }) => answer.state !== "unavailable")) return answers;
  const known = await lastAnswers.find(subject);
  return answers.map((each) => {
    const last = known.get(each.register.id);
    if (each.answer.state !== "unavailable" || last === undefined) return each;
    return last.copy === null
      ? { ...each, answer: { ...each.answer, asOf: last.at } }
      : fromCopy(each, last.copy, last.at);
  });
}

async function note(
  { lastAnswers, record }: Notes,
  subject: string,
  answers: readonly RegisterAnswer[],
  asked: Date,
  isLost: (answer: RegisterAnswer) => boolean,
): Promise<void> {
  const good = answers.filter(({ answer }) => answer.state === "fresh");
  const lost = answers.filter(isLost).map(({ register }) => register.id);
  const noted = good.map((each) => ({ registerId: each.register.id, copy: copyOf(each) }));
  if (noted.length > 0) await bookkeeping(record, "last answers", lastAnswers.record(subject, noted, asked));
  if (lost.length > 0)
    await bookkeeping(record, "copies to drop", lastAnswers.dropCopies(subject, lost, asked));
}
