import type { Language } from "@foresattportal/shared/languages.ts";
import type { Page } from "@playwright/test";
import type { Portal } from "../journeys/portal.ts";
import type { ProductRow } from "./product-rows.ts";
import type { Told } from "./told.ts";

/** What a state is brought about with: a browser that nobody is logged in to, and a world in which nothing is wrong. */
export interface Stage extends Portal {
  readonly page: Page;
}

/** One state that a person can meet, on the real portal in the simulated world. */
export interface State {
  /** Names its pictures and its test; lower case and hyphens. */
  readonly id: string;
  readonly title: string;
  readonly shows: readonly ProductRow[];
  /** What the portal's API tells in it, where that is what the state is about. */
  readonly tells?: readonly Told[];
  /** Brings the state about in bokmål. */
  readonly open: (stage: Stage) => Promise<void>;
  /** Brings it into another language, where it does not outlive a choice in the header's menu. */
  readonly translate?: (stage: Stage, language: Language) => Promise<void>;
  /** Takes back what would outlive the state in the portal. */
  readonly leave?: (stage: Stage) => Promise<void>;
  /** The answers that are refused on the way, as the browser's console tells them. */
  readonly faults?: RegExp;
  /** Rules of axe's that this state cannot keep, each with the reason beside it. */
  readonly besides?: readonly string[];
}
