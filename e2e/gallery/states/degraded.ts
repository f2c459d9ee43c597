import { LANGUAGES } from "@foresattportal/shared/languages.ts";
import type { Page } from "@playwright/test";
import { leaveNothingKept } from "../../journeys/nothing-kept.ts";
import { languageChoice } from "../../journeys/pages/language-choice.ts";
import { minProfil, openMinProfil } from "../../journeys/pages/min-profil.ts";
import { personIn } from "../../journeys/people.ts";
import type { World } from "../../world/start-world.ts";
import { holdRequests } from "../hold-requests.ts";
import type { Stage, State } from "../state.ts";

type System = "school" | "kindergarten" | "krr";

const PERSON = "skjermet";
const EVERYBODY = ["school", "kindergarten", "krr"] as const;

function silence(world: World, systems: readonly System[]): void {
  for (const system of systems) world[system].faults.set({ down: true });
}

interface Silent extends Omit<State, "open"> {
  readonly systems: readonly System[];
  /** Whether the portal still has what they answered last. */
  readonly kept: boolean;
}

const SILENT: readonly Silent[] = [
  {
    id: "kindergarten-silent-kept",
    title: "One system is down; what it answered last is shown",
    shows: ["P14"],
    systems: ["kindergarten"],
    kept: true,
  },
  {
    id: "kindergarten-silent",
    title: "One system is down, and nothing of it is kept",
    shows: ["P14"],
    systems: ["kindergarten"],
    kept: false,
  },
  {
    id: "both-silent-kept",
    title: "Both systems are down; what they answered last is shown",
    shows: ["P14"],
    systems: ["school", "kindergarten"],
    kept: true,
  },
  {
    id: "everybody-silent",
    title: "Nobody answers, and nothing is kept",
    shows: ["P14", "P15"],
    tells: ["page unavailable"],
    systems: EVERYBODY,
    kept: false,
  },
  {
    id: "krr-silent",
    title: "Kontaktregisteret is down",
    shows: ["P15"],
    tells: ["krr unavailable"],
    systems: ["krr"],
    kept: true,
  },
];

function asSilent({ systems, kept, ...state }: Silent): State {
  return { ...state, open: (stage) => openSilent(stage, systems, kept) };
}

async function openSilent({ page, world }: Stage, systems: readonly System[], kept: boolean): Promise<void> {
  const person = personIn(world, PERSON);
  if (!kept) {
    await leaveNothingKept(page, person);
    silence(world, systems);
    const { verdict } = await openMinProfil(page, person);
    return verdict.waitFor();
  }
  await openMinProfil(page, person);
  silence(world, systems);
  await page.reload();
  await minProfil(page).verdict.waitFor();
}

/** The network goes when every language has been fetched: what is not there cannot be shown in it. */
async function loseNetwork(page: Page): Promise<void> {
  for (const language of LANGUAGES.toReversed()) await languageChoice(page).choose(language);
  await page.context().setOffline(true);
}

const networkLost: readonly State[] = [
  {
    id: "network-lost-refresh",
    title: "«Oppdater» without a network",
    shows: ["P14"],
    faults: /ERR_INTERNET_DISCONNECTED/,
    open: async ({ page, world }) => {
      const { update } = await openMinProfil(page, personIn(world, PERSON));
      await loseNetwork(page);
      await update.press();
      await update.sentences.first().waitFor();
    },
  },
  {
    id: "network-lost-load",
    title: "«Min profil» without a network",
    shows: ["P14"],
    faults: /ERR_INTERNET_DISCONNECTED/,
    open: async ({ page, world }) => {
      const { heading, content } = await openMinProfil(page, personIn(world, PERSON));
      await page.getByRole("contentinfo").getByRole("link").first().click();
      await heading.waitFor({ state: "detached" });
      await loseNetwork(page);
      await page.getByRole("banner").getByRole("link").first().click();
      await content.getByRole("alert").waitFor();
    },
  },
];

const failed: readonly State[] = [
  {
    id: "first-load-failed",
    title: "«Min profil» could not be fetched, and nothing is known",
    shows: ["P14"],
    faults: /status of 503/,
    open: async ({ page, world }) => {
      await page.route("**/api/profile", (route) =>
        route.fulfill({ status: 503, json: { code: "store-unavailable", requestId: "0aR7-xk2" } }),
      );
      const { content } = await openMinProfil(page, personIn(world, PERSON));
      await content.getByRole("alert").waitFor();
    },
  },
  {
    id: "page-fault",
    title: "A fault of ours in the page itself",
    shows: [],
    // As the page tells what was thrown.
    faults: /no case for/,
    open: async ({ page, world }) => {
      await openMinProfil(page, personIn(world, PERSON));
      await page.route("**/api/profile", (route) =>
        route.fulfill({ json: { systems: [], krr: {}, page: {} } }),
      );
      await page.reload();
      await page.getByRole("main").getByRole("button").waitFor();
    },
  },
];

const loading: State = {
  id: "loading",
  title: "The registers take their time",
  shows: ["P14"],
  // What the page is about is told when it is known who is there and what there is to show.
  besides: ["page-has-heading-one"],
  open: async ({ page, world }) => {
    const { content } = await openMinProfil(page, personIn(world, PERSON));
    await holdRequests(page, "GET", "/api/profile");
    await page.reload();
    await content.getByRole("status").waitFor();
  },
};

/** What is shown while somebody else does not answer. */
export const degraded: readonly State[] = [...SILENT.map(asSilent), ...networkLost, ...failed, loading];
