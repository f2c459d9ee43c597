import { minProfil, openMinProfil } from "../../journeys/pages/min-profil.ts";
import { personIn } from "../../journeys/people.ts";
import type { World } from "../../world/start-world.ts";
import { holdRequests } from "../hold-requests.ts";
import type { Stage, State } from "../state.ts";

interface Refreshed {
  readonly id: string;
  readonly title: string;
  /** The portal remembers a press for a minute, so that each person presses in one state alone. */
  readonly person: string;
  /** What is the matter outside before the person presses. */
  readonly meanwhile?: (world: World) => void;
}

const SECONDS_OF_WORK = 2_000;

function confirmedMobile(world: World, key: string, value: string): void {
  const mobile = { value, updatedAt: new Date(), verifiedAt: new Date(), validatedAt: null };
  world.krr.store.update(personIn(world, key).nationalId, (entry) => ({ ...entry, mobile }));
}

const REFRESHED: readonly Refreshed[] = [
  { id: "refresh-changed", title: "Changed, from what to what and where", person: "ulik" },
  { id: "refresh-confirmed", title: "The same, and now confirmed", person: "ulik-skrivemate" },
  { id: "refresh-up-to-date", title: "Already up to date", person: "bare-skole" },
  { id: "refresh-krr-has-nothing", title: "Kontaktregisteret has nothing", person: "ingen-kontakt" },
  { id: "refresh-removed", title: "Removed, as it left kontaktregisteret", person: "slettet" },
  { id: "refresh-opted-out", title: "Kept by hand by the school", person: "valgt-bort" },
  { id: "refresh-blocked", title: "Empty on purpose", person: "sperret" },
  { id: "refresh-expired", title: "Too old to be used", person: "utlopt-epost" },
  { id: "refresh-unreadable", title: "No real number", person: "uleselig" },
  { id: "refresh-not-active", title: "The child has left the school", person: "sluttet" },
  {
    id: "refresh-read-only",
    title: "The system is read-only",
    person: "blandet",
    meanwhile: (world) => world.kindergarten.faults.set({ readOnly: true }),
  },
  {
    id: "refresh-pending",
    title: "The system takes its time",
    person: "tom-i-krr",
    meanwhile: (world) => {
      world.kindergarten.faults.set({ asynchronous: { pollsUntilDone: 0 } });
      confirmedMobile(world, "tom-i-krr", "+4740000106");
    },
  },
  {
    id: "refresh-conflict",
    title: "Somebody else changed the person at the same time",
    person: "uten-mobil",
    meanwhile: (world) => {
      world.school.faults.set({ conflictAlways: true });
      confirmedMobile(world, "uten-mobil", "+4740000105");
    },
  },
  {
    id: "refresh-one-failed",
    title: "One system failed, the other is done",
    person: "d-nummer",
    meanwhile: (world) => world.kindergarten.faults.set({ down: true }),
  },
  {
    id: "refresh-all-failed",
    title: "Both systems failed",
    person: "reservert",
    meanwhile: ({ school, kindergarten }) => {
      for (const register of [school, kindergarten]) register.faults.set({ down: true });
    },
  },
  {
    id: "refresh-krr-failed",
    title: "Kontaktregisteret failed",
    person: "ikke-registrert",
    meanwhile: (world) => world.krr.faults.set({ down: true }),
  },
];

async function pressed({ page, world }: Stage, { person, meanwhile }: Refreshed): Promise<void> {
  const { update } = await openMinProfil(page, personIn(world, person));
  meanwhile?.(world);
  await update.press();
  await update.sentences.first().waitFor();
}

const tooSoon: State = {
  id: "refresh-too-soon",
  title: "Too soon, and when it may be",
  shows: ["P6"],
  faults: /status of 429/,
  open: async ({ page, world }) => {
    const { update } = await openMinProfil(page, personIn(world, "uten-innsyn"));
    for (const result of [/uno@example\.no/, /kl\. \d\d\.\d\d/]) {
      await update.press();
      await update.sentences.filter({ hasText: result }).first().waitFor();
    }
  },
};

const inProgress: State = {
  id: "refresh-in-progress",
  title: "Under way in another tab",
  shows: ["P6"],
  faults: /status of 409/,
  open: async ({ page, world }) => {
    const { update } = await openMinProfil(page, personIn(world, "ansatt"));
    const other = minProfil(await page.context().newPage());
    await other.open();
    world.school.faults.set({ latency: SECONDS_OF_WORK });
    const underWay = page.context().waitForEvent("request", (request) => request.method() === "POST");
    await other.update.press();
    await underWay;
    await update.press();
    await update.sentences.first().waitFor();
  },
};

const running: State = {
  id: "refresh-running",
  title: "«Oppdater» is at work",
  shows: ["P6"],
  open: async ({ page, world }) => {
    const { update } = await openMinProfil(page, personIn(world, "kari"));
    await holdRequests(page, "POST");
    await update.press();
    await page.locator('main [aria-busy="true"]').waitFor();
  },
};

/** What «Oppdater» tells, outcome by outcome. */
export const refreshed: readonly State[] = [
  running,
  ...REFRESHED.map((state): State => {
    const { id, title } = state;
    return { id, title, shows: ["P6"], open: (stage) => pressed(stage, state) };
  }),
  tooSoon,
  inProgress,
];
