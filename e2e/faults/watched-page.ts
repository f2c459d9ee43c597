import { afterAll, beforeAll, beforeEach, expect } from "vitest";
import { startTarget, type Target } from "../attacks/target.ts";
import { createVisitor, type Visitor } from "../attacks/visitor.ts";
import type { Remains } from "./upstream-kinds.ts";

/** The page has four seconds (UP1); on top comes what two busy cores need. */
export const PAGE_WITHIN_MS = 4000 + 4000;
/** Far above what a busy machine needs. */
export const IN_TIME = { timeout: 60_000 };

export const SYSTEMS = ["school", "kindergarten", "krr"] as const;
export type System = (typeof SYSTEMS)[number];

/** How the sources answer on a page that lacks nothing. */
export const WELL: Readonly<Record<System, string>> = {
  school: "fresh",
  kindergarten: "fresh",
  krr: "answered",
};

/** Held by both registers; several, since one guardian may not open her page as often as these tests do. */
const GUARDIANS = [0, 2, 3, 4, 5, 6];

type MaskinportenFault = Parameters<Target["world"]["maskinporten"]["faults"]["set"]>[0];

/** A portal with somebody logged in who has seen everything once. */
export interface WatchedPage {
  target(): Target;
  /** How the sources answer on her page now. */
  sources(): Promise<Record<System, string>>;
  /** Resolves when the page lacks nothing. */
  untilWell(): Promise<void>;
}

/**
 * Starts the portal for this block, and before each test puts the world in order and lets another guardian in.
 *
 * @param maskinporten how Maskinporten is throughout.
 */
export function watchPage(maskinporten: MaskinportenFault = {}): WatchedPage {
  let target: Target;
  let visitor: Visitor;
  let visits = 0;
  const watched: WatchedPage = {
    target: () => target,
    async sources() {
      const [school = "", kindergarten = "", krr = ""] = await visitor.sourceStates();
      return { school, kindergarten, krr };
    },
    async untilWell() {
      await expect.poll(watched.sources, { timeout: 20_000, interval: 200 }).toEqual(WELL);
    },
  };
  beforeAll(async () => {
    target = await startTarget();
  }, 120_000);
  beforeEach(async () => {
    target.world.reset();
    target.world.maskinporten.faults.set(maskinporten);
    visits += 1;
    visitor = createVisitor(target);
    await visitor.logIn(target.world.people[GUARDIANS[visits % GUARDIANS.length] ?? 0]?.nationalId);
    await watched.untilWell();
  });
  afterAll(() => target.close());
  return watched;
}

/** What is to be seen of this system. KRR's answers are not kept, so of its last one nothing remains (decision 011). */
export function seenOf(system: System, remains: Remains): string {
  if (remains === "own answer") return WELL[system];
  return remains === "last answer" && system !== "krr" ? "stale" : "unavailable";
}
