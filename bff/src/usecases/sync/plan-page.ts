import type { Member } from "../../domain/sync/population.ts";
import { planSync, type KrrWord, type SyncPolicy } from "../../domain/sync/plan-sync.ts";
import type { PopulationPage } from "../../ports/population-register.ts";
import type { UpstreamFailure } from "../../ports/upstream-result.ts";
import type { RunningStep, SyncDeps } from "./sync-deps.ts";

/** The most that KRR may be asked about at a time (N10). */
const MOST = 1000;

export interface PageToPlan {
  readonly page: number;
  readonly content: PopulationPage;
  readonly policy: SyncPolicy;
  /** Whether the book keeps what would be written. */
  readonly keep: { readonly writes: boolean };
}

/**
 * Asks KRR about one page and enters the plan in the book. Promises the failure when KRR did not answer: the page is
 * in the book all the same, with everybody on it not looked up.
 */
export async function planPage(
  deps: SyncDeps,
  step: RunningStep,
  { page, content, policy, keep }: PageToPlan,
): Promise<UpstreamFailure | null> {
  const { members, quarantined } = content;
  await dropCopiesOfProtected(deps, members);
  const { words, strange, failure } = await wordsOn(deps, step, members);
  if (failure !== null) deps.record({ name: "upstream_failed", failure });
  const plan = planSync(members, words, policy, deps.clock());
  await deps.runs.savePage(
    step.runId,
    step.name,
    {
      page,
      nextCursor: content.nextCursor,
      // Whose record cannot be worked on is there all the same, and has not left (N15).
      personIds: [
        ...members.map(({ record }) => record.personId),
        ...quarantined.flatMap(({ personId }) => personId ?? []),
      ],
      writes: plan.writes,
      tally: {
        ...plan.tally,
        read: members.length + quarantined.length,
        quarantined: quarantined.length,
        strange,
      },
      quarantined,
    },
    keep,
  );
  return failure;
}

async function wordsOn(
  deps: SyncDeps,
  { target }: RunningStep,
  members: readonly Member[],
): Promise<{ words: readonly KrrWord[]; strange: number; failure: UpstreamFailure | null }> {
  const words: KrrWord[] = [];
  let strange = 0;
  // A register may put more persons on a page than it was asked for.
  for (let start = 0; start < members.length; start += MOST) {
    const answer = await deps.krr.lookupMany(
      members.slice(start, start + MOST).map(({ nationalId }) => nationalId),
      target.port.register.municipality,
    );
    if (!answer.ok) return { words: [], strange: 0, failure: answer.failure };
    words.push(...answer.value.people);
    strange += answer.value.strange;
  }
  return { words, strange, failure: null };
}

/**
 * Whoever is protected has no copy of any register's answer lying here from before (SY10), also of those that do not
 * know it yet: the strictest word counts. Done before anything else is done with the page.
 */
async function dropCopiesOfProtected(deps: SyncDeps, members: readonly Member[]): Promise<void> {
  const everywhere = deps.targets.map(({ port }) => port.register.id);
  for (const { nationalId, protection } of members)
    if (protection !== null)
      await deps.lastAnswers.dropCopies(deps.pseudonym(nationalId.reveal()), everywhere, deps.clock());
}
