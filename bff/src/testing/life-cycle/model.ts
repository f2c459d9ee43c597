import { randomSessionKey } from "../../platform/keyring.ts";
import type { SessionKey } from "./portals.ts";

const IDLE_MINUTES = 30;
const ABSOLUTE_MINUTES = 120;

/** A session as it ought to be. */
export interface ModelSession {
  readonly token: string;
  readonly sid: string;
  age: number;
  idle: number;
  loggedOut: boolean;
  /** The key that its content is sealed under; null where it may be either of two. */
  kid: string | null;
}

/** What a request with the cookie of a session is told. */
export type Standing = "live" | "no-session" | "session-idle" | "session-expired";

/** What ought to be so, by the shortest rules that say it. */
export interface Model {
  /** Every session there ever was: no id may come twice. */
  readonly sessions: Map<string, ModelSession>;
  /** The cookie in each browser. */
  readonly jars: (string | null)[];
  readonly usedLogoutTokens: Set<string>;
  /** Sessions at ID-porten that have ended: no log-in comes of them any more. */
  readonly endedSids: Set<string>;
  /**
   * Those whose end was told during an outage, with the processes that were told: there it holds at once, elsewhere as
   * soon as the store has it.
   */
  readonly pendingSids: Map<string, Set<number>>;
  readonly rotation: Rotation;
  storeIsDown: boolean;
}

/** A change of keys, one process at a time; the steps of docs/key-rotation.md. */
export interface Rotation {
  step: number;
  now: SessionKey;
  next: SessionKey;
}

export function newModel(): Model {
  return {
    sessions: new Map(),
    jars: [null, null],
    usedLogoutTokens: new Set(),
    endedSids: new Set(),
    pendingSids: new Map(),
    rotation: { step: 0, now: newKey(), next: newKey() },
    storeIsDown: false,
  };
}

export function newKey(): SessionKey {
  const key = randomSessionKey();
  return { ...key, kid: key.secret.toString("hex", 0, 4) };
}

/** The ring of one process at this step of the change: old alone, new added, turned, new alone. */
export function ringOf({ step, now, next }: Rotation, process: number): readonly SessionKey[] {
  const done = Math.floor((step + 1 - process) / 2);
  return [[now], [now, next], [next, now], [next]][done] ?? [next];
}

/** The key that a process seals under. */
export function activeKid({ rotation }: Model, process: number): string {
  return ringOf(rotation, process)[0]?.kid ?? "";
}

export function standingOf(session: ModelSession | undefined): Standing {
  if (session === undefined || session.loggedOut) return "no-session";
  if (session.age >= ABSOLUTE_MINUTES) return "session-expired";
  return session.idle >= IDLE_MINUTES ? "session-idle" : "live";
}

/** The seconds that the page may be promised at most. */
export function idleSecondsLeft({ age, idle }: ModelSession): number {
  return Math.min(IDLE_MINUTES - idle, ABSOLUTE_MINUTES - age) * 60;
}

/** A use by this process, as the store ought to note it. */
export function use(session: ModelSession, kid: string): void {
  // A use at the same minute as the last is not noted; what it remembers of the user may be sealed anew.
  if (session.idle > 0) session.kid = kid;
  else if (session.kid !== kid) session.kid = null;
  session.idle = 0;
}

/** Whoever comes out of this session at ID-porten is logged out. */
export function logOutBySid(model: Model, sid: string): void {
  model.endedSids.add(sid);
  for (const session of model.sessions.values()) if (session.sid === sid) session.loggedOut = true;
}

/** Whoever comes out of it is logged out by this process, and by all others in a while. */
export function logOutLater({ pendingSids }: Model, sid: string, process: number): void {
  pendingSids.set(sid, new Set([...(pendingSids.get(sid) ?? []), process]));
}

/** Whether a logout that is told of and not yet in the store may have ended this session, as this process sees it. */
export function pendingEnd(
  { pendingSids }: Model,
  session: ModelSession | undefined,
  process: number,
): "certain" | "possible" | null {
  const told = pendingSids.get(session?.sid ?? "");
  if (told === undefined) return null;
  return told.has(process) ? "certain" : "possible";
}

/** Whether every live session would outlive the old key. */
export function oldKeyIsIdle({ sessions, rotation }: Model): boolean {
  return [...sessions.values()].every(
    (session) => standingOf(session) !== "live" || session.kid === rotation.next.kid,
  );
}
