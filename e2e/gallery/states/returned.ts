import { digdir } from "../../journeys/pages/digdir.ts";
import { openMinProfil } from "../../journeys/pages/min-profil.ts";
import { personIn } from "../../journeys/people.ts";
import { holdRequests } from "../hold-requests.ts";
import type { Stage, State } from "../state.ts";

async function leaveForKrr({ page, world }: Stage, person: string) {
  const profile = await openMinProfil(page, personIn(world, person));
  await profile.update.editInKrr.click();
  await digdir(page).heading.waitFor();
  return profile;
}

/** The way to kontaktregisteret and back; each person whom the portal refreshes comes back in one state alone. */
export const returned: readonly State[] = [
  {
    id: "returned-changed",
    title: "Back, and what was changed there is fetched",
    shows: ["P21"],
    open: async (stage) => {
      const profile = await leaveForKrr(stage, "delt-epost-far");
      await digdir(stage.page).saveMobile("900 00 515");
      await digdir(stage.page).goBack();
      await profile.returned.changes.first().waitFor();
    },
  },
  {
    id: "returned-unchanged",
    title: "Back, and nothing was changed",
    shows: ["P21"],
    open: async (stage) => {
      const profile = await leaveForKrr(stage, "snart-utlopt");
      await digdir(stage.page).goBack();
      await profile.returned.sentences.first().waitFor();
    },
  },
  {
    id: "returned-fetching",
    title: "Back, and it is being fetched",
    shows: ["P21"],
    open: async (stage) => {
      const profile = await leaveForKrr(stage, "kari");
      await holdRequests(stage.page, "POST");
      await digdir(stage.page).goBack();
      await profile.verdict.waitFor();
    },
  },
  {
    id: "returned-waiting",
    title: "Back, right after «Oppdater»",
    shows: ["P21"],
    faults: /status of 429/,
    open: async (stage) => {
      const { page, world } = stage;
      const profile = await openMinProfil(page, personIn(world, "delt-epost-mor"));
      await profile.update.press();
      await profile.update.sentences.first().waitFor();
      await profile.update.editInKrr.click();
      await digdir(page).saveMobile("900 00 514");
      await digdir(page).goBack();
      await profile.returned.sentences.first().waitFor();
    },
  },
  {
    id: "returned-krr-failed",
    title: "Back, and kontaktregisteret does not answer",
    shows: ["P21", "P15"],
    open: async (stage) => {
      const profile = await leaveForKrr(stage, "utlopt-begge");
      stage.world.krr.faults.set({ down: true });
      await digdir(stage.page).goBack();
      await profile.returned.sentences.first().waitFor();
    },
  },
  {
    id: "returned-logged-out",
    title: "Back, after the session has ended",
    shows: ["P16", "P21"],
    faults: /status of 401/,
    open: async (stage) => {
      await leaveForKrr(stage, "kari");
      await stage.setClockAhead(31 * 60_000);
      await digdir(stage.page).goBack();
      await stage.page.getByRole("main").getByRole("link").first().waitFor();
    },
  },
];
