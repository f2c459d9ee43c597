import { setTimeout as wait } from "node:timers/promises";
import { SESSION_ABSOLUTE_SECONDS } from "@foresattportal/shared/session-lifetime.ts";
import { ExponentialBackoff, halfJitterGenerator, handleWhenResult, retry } from "cockatiel";
import type { RecordEvent } from "../ports/events.ts";
import { StoreUnavailable } from "../ports/store-unavailable.ts";

/** `pending` is done in a while, and already holds in this process; `unavailable` cannot even be judged now. */
export type LogoutAnswer = "done" | "pending" | "refused" | "unavailable";

/** What a try came to: whose sessions it has ended, or why another one is needed. */
export type Tried = { readonly ended: readonly string[] } | "refused" | Hindered;

interface Hindered {
  readonly hinderedBy: string;
  /** Nothing that passes, but a fault of ours. */
  readonly ours?: true;
}

export interface Logout {
  readonly by: "front-channel" | "back-channel";
  /** ID-porten's session; null until it is certain that it has ended. */
  sid: string | null;
  try(): Promise<Tried>;
}

export interface PendingLogouts {
  /** Promises an answer after one try and within three seconds; the rest goes on behind it. */
  carryOut(logout: Logout): Promise<LogoutAnswer>;
  /** Whether a logout of this session at ID-porten waits to be done. */
  include(sid: string): boolean;
  /** Tries each one for the last time. */
  stop(): Promise<void>;
}

/** ID-porten hangs up after five. */
const ANSWER_WITHIN_MS = 3000;
/** Of each sort, so that calls which nobody has signed, or nobody can judge yet, displace none that is certain. */
const MAX_PENDING = 1000;
/** Longer than any look-up of a session may take. */
const LOOK_UP_WITHIN_MS = 5000;
/** What is our own fault is not mended by repeating it. */
const MOST_FAULTS = 5;
const TOO_MANY = "too-many";
/** By then the sessions have ended by themselves. */
const GIVE_UP_AFTER_MS = SESSION_ABSOLUTE_SECONDS * 1000;
const WAITS = { initialDelay: 250, maxDelay: 3000, generator: halfJitterGenerator };

/** Logouts under way in this process. Each is tried until it is done, refused, or without anything left to end. */
export function createPendingLogouts(record: RecordEvent): PendingLogouts {
  const open = new Map<Logout, Promise<LogoutAnswer>>();
  const tell = tellingTo(record);
  const hindered = new WeakSet<Logout>();
  const justDone = new Set<string>();
  let stopping = false;

  async function untilDone(logout: Logout, onHindrance: () => void): Promise<LogoutAnswer> {
    const { by } = logout;
    const tried = await patience(() => stopping).execute(async ({ attempt }) => {
      const result = await tryOnce(logout);
      if (attempt === 0 && isHindered(result)) {
        record({ name: "logout_pending", by, because: result.hinderedBy });
        hindered.add(logout);
        onHindrance();
      }
      return result;
    });
    return tell(by, tried);
  }

  /** A look-up that began before the end was noted may still be under way, and must be refused as well. */
  function leave(logout: Logout): void {
    open.delete(logout);
    const { sid } = logout;
    if (sid === null || !hindered.has(logout)) return;
    justDone.add(sid);
    setTimeout(() => justDone.delete(sid), LOOK_UP_WITHIN_MS).unref();
  }

  function isFull({ by, sid }: Logout): boolean {
    const alike = [...open.keys()].filter(
      (other) => other.by === by && (other.sid === null) === (sid === null),
    );
    return alike.length >= MAX_PENDING;
  }

  return {
    async carryOut(logout) {
      if (isFull(logout)) return tell(logout.by, await onlyTry(logout));
      const notYet = Promise.withResolvers<null>();
      const work = untilDone(logout, () => notYet.resolve(null)).finally(() => leave(logout));
      open.set(logout, work);
      setTimeout(() => notYet.resolve(null), ANSWER_WITHIN_MS).unref();
      const answer = await Promise.race([work, notYet.promise]);
      return answer ?? (logout.sid === null ? "unavailable" : "pending");
    },
    include: (sid) => justDone.has(sid) || [...open.keys()].some((logout) => logout.sid === sid),
    async stop() {
      stopping = true;
      await Promise.all(open.values());
    },
  };
}

/** What the last try came to, for the log and for the caller. */
function tellingTo(record: RecordEvent): (by: Logout["by"], tried: Tried) => LogoutAnswer {
  return (by, tried) => {
    if (isHindered(tried)) {
      record({ name: "logout_given_up", by, because: tried.hinderedBy });
      return "unavailable";
    }
    if (tried === "refused") {
      record({ name: "logout_token_refused" });
      return tried;
    }
    const [subject, ...others] = tried.ended;
    // One session at ID-porten is one person's.
    if (subject !== undefined) record({ name: "session_ended", by, subject, sessions: 1 + others.length });
    return "done";
  };
}

/** Where no more are kept, each still gets its one try, and by the time of the answer it has come to something. */
async function onlyTry(logout: Logout): Promise<Tried> {
  const late = wait(ANSWER_WITHIN_MS, { hinderedBy: TOO_MANY }, { ref: false });
  const tried = await Promise.race([tryOnce(logout), late]);
  return isHindered(tried) ? { hinderedBy: TOO_MANY } : tried;
}

/** Repeats what is hindered, with growing waits, for as long as that can be of use and nobody stops it. */
function patience(isStopped: () => boolean) {
  const giveUpAt = performance.now() + GIVE_UP_AFTER_MS;
  let faults = 0;
  return retry(
    handleWhenResult((tried) => {
      if (!isHindered(tried) || isStopped()) return false;
      if (tried.ours === true) faults += 1;
      return faults < MOST_FAULTS && performance.now() < giveUpAt;
    }),
    { maxAttempts: Number.POSITIVE_INFINITY, backoff: new ExponentialBackoff(WAITS) },
  );
}

function isHindered(tried: unknown): tried is Hindered {
  return typeof tried === "object" && tried !== null && "hinderedBy" in tried;
}

/** A logout outlives whatever is thrown, for a while a fault of ours too; the log tells by its code or name. */
async function tryOnce(logout: Logout): Promise<Tried> {
  try {
    return await logout.try();
  } catch (error) {
    if (error instanceof StoreUnavailable) return { hinderedBy: error.code };
    return { hinderedBy: error instanceof Error ? error.name : "unknown", ours: true };
  }
}
