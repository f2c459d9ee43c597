import { FAILURE_PAGE_PREFIX, LOGGED_OUT_HERE_ONLY, PAGES } from "@foresattportal/shared/pages.ts";
import type { FailureCode } from "@foresattportal/shared/failures.ts";
import { leaveNothingKept } from "../../journeys/nothing-kept.ts";
import { personIn } from "../../journeys/people.ts";
import type { State } from "../state.ts";

interface Address {
  readonly id: string;
  readonly title: string;
  readonly shows?: State["shows"];
  readonly address: string;
  readonly faults?: RegExp;
}

const PUBLIC: readonly Address[] = [
  { id: "landing", title: "The way in", address: PAGES.home },
  {
    id: "landing-no-session",
    title: "The way in, asked for a page of one's own",
    shows: ["P16"],
    address: `${PAGES.home}?grunn=no-session`,
  },
  {
    id: "landing-session-idle",
    title: "The way in, logged out for inactivity",
    shows: ["P16"],
    address: `${PAGES.home}?grunn=session-idle`,
  },
  {
    id: "landing-session-expired",
    title: "The way in, after the longest session",
    shows: ["P16"],
    address: `${PAGES.home}?grunn=session-expired`,
  },
  { id: "privacy", title: "Privacy", address: PAGES.privacy },
  { id: "accessibility", title: "Accessibility statement", address: PAGES.accessibility },
  { id: "help", title: "Help", address: PAGES.help },
  {
    id: "logged-out-here-only",
    title: "Logged out while ID-porten is down",
    address: LOGGED_OUT_HERE_ONLY.address,
  },
  { id: "not-found", title: "No such page", address: "/finnes-ikke", faults: /status of 404/ },
];

/** The failures that a person meets as a page of its own. */
const FAILURE_PAGES = [
  "login-cancelled",
  "login-expired",
  "login-level",
  "login-no-national-id",
  "login-rejected",
  "not-a-navigation",
  "too-many-requests",
  "idporten-unavailable",
  "store-unavailable",
  "internal",
] as const satisfies FailureCode[];

const FAILURES: readonly Address[] = FAILURE_PAGES.map((code) => ({
  id: `failure-${code}`,
  title: `Failure: ${code}`,
  address: `${FAILURE_PAGE_PREFIX}${code}?ref=0aR7-xk2`,
  faults: /status of (4|5)\d\d/,
}));

const loggedOut: State = {
  id: "logged-out",
  title: "Logged out",
  shows: ["P16"],
  open: ({ page, world }) => leaveNothingKept(page, personIn(world, "kari")),
};

function openAt({ id, title, shows = [], address, faults }: Address): State {
  return {
    id,
    title,
    shows,
    ...(faults !== undefined && { faults }),
    open: async ({ page }) => {
      await page.goto(address);
      await page.getByRole("heading", { level: 1 }).waitFor();
    },
  };
}

/** Every page besides «Min profil». */
export const pages: readonly State[] = [...PUBLIC.map(openAt), ...FAILURES.map(openAt), loggedOut];
