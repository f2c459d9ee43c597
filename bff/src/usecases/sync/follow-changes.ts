import type { SyncEvent } from "../../ports/sync-events.ts";
import { bookkeeping } from "../bookkeeping.ts";
import type { FollowDeps, Following } from "./follow-deps.ts";
import { followPage } from "./follow-page.ts";
import { approvedSteps, followedMunicipalities } from "./followed-steps.ts";
import { reasonOf } from "./sync-deps.ts";

type Facts = Omit<Extract<SyncEvent, { name: "changes_followed" }>, "name">;

/**
 * One firing of the change feed: every municipality that may write is followed from its own cursor to the feed's end,
 * by the night's own plan. Promises that a page whose writes have no outcome comes again, that whoever cannot go on
 * waits for the next firing, and that nothing is done beside a run. A store that does not answer is told to the log.
 */
export async function followChanges(deps: FollowDeps): Promise<void> {
  for (const orgNumber of followedMunicipalities(deps.targets)) {
    if (deps.stopping.aborted) return;
    await bookkeeping(deps.record, "changes", followMunicipality(deps, orgNumber));
  }
}

async function followMunicipality(deps: FollowDeps, orgNumber: string): Promise<void> {
  const steps = await approvedSteps(deps, orgNumber);
  // Whom nothing may be written for, KRR is not asked for.
  if (steps.length === 0) return;
  const taken = await deps.cursors.take(orgNumber);
  if (taken.state === "busy") return;
  const { facts, reason } =
    taken.state === "new"
      ? await begin(deps, orgNumber)
      : await follow(deps, { follower: taken.follower, steps }, taken.cursor);
  deps.record(
    reason === null ? { name: "changes_followed", ...facts } : { name: "changes_stopped", ...facts, reason },
  );
}

interface End {
  readonly facts: Facts;
  readonly reason: string | null;
}

/** Begins where the feed ends now: what was before, the night has seen to or will. */
async function begin(deps: FollowDeps, orgNumber: string): Promise<End> {
  const newest = await deps.changes.newest({ orgNumber });
  const facts = { orgNumber, read: 0, malformed: 0, written: 0, moved: newest.ok };
  if (!newest.ok) return { facts, reason: reasonOf(newest.failure) };
  await deps.cursors.begin(orgNumber, newest.value);
  return { facts, reason: null };
}

async function follow(deps: FollowDeps, following: Following, from: number): Promise<End> {
  const { orgNumber } = following.follower;
  const facts = { orgNumber, read: 0, malformed: 0, written: 0, moved: false };
  for (let cursor = from; !deps.stopping.aborted;) {
    const answer = await deps.changes.page(cursor, { orgNumber });
    if (!answer.ok) return { facts, reason: reasonOf(answer.failure) };
    const { entries, malformed, to, newest } = answer.value;
    const end = await followPage(deps, following, cursor, entries);
    if (end.state === "over") break;
    facts.read += entries.length;
    facts.malformed += malformed;
    facts.written += end.written;
    if (end.state === "stopped") return { facts, reason: end.reason };
    // A page without entries moves the cursor as well: else it would come again for ever, and nothing behind it.
    if (to > cursor && !(await deps.cursors.move(following.follower, to))) break;
    facts.moved ||= to > cursor;
    if (to >= newest) break;
    if (to === cursor) return { facts, reason: "krr does not get on with its changes" };
    cursor = to;
  }
  return { facts, reason: null };
}
