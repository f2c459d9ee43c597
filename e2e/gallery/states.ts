import type { State } from "./state.ts";
import { degraded } from "./states/degraded.ts";
import { menus } from "./states/menus.ts";
import { notCopied } from "./states/not-copied.ts";
import { pages } from "./states/pages.ts";
import { refreshed } from "./states/refreshed.ts";
import { returned } from "./states/returned.ts";
import { seen } from "./states/seen.ts";
import { sessionStates } from "./states/session.ts";
import { workPhoneStates } from "./states/work-phone.ts";

/** Every state that a person can meet; the accessibility matrix tests each, and the gallery has a picture of each. */
export const STATES: readonly State[] = [
  ...seen,
  ...refreshed,
  ...returned,
  ...workPhoneStates,
  ...notCopied,
  ...degraded,
  ...sessionStates,
  ...menus,
  ...pages,
];
