import { minProfil, openMinProfil } from "../../journeys/pages/min-profil.ts";
import { personIn } from "../../journeys/people.ts";
import type { World } from "../../world/start-world.ts";
import { holdRequests } from "../hold-requests.ts";
import { startWritable } from "../read-only.ts";
import type { State } from "../state.ts";

interface Refreshed extends Omit<State, "shows" | "open"> {
  /** The portal remembers a press for a minute, so that each person presses in one state alone. */
  readonly person: string;
  /** A sentence that tells this outcome and no other. */
  readonly says: RegExp;
  /** What is the matter outside before the person presses. */
  readonly meanwhile?: (world: World) => void;
}

const SECONDS_OF_WORK = 2_000;

/** What the person has just confirmed in kontaktregisteret. */
function confirmed(world: World, key: string, values: { mobile?: string; email?: string }): void {
  const channels = Object.entries(values).map(([channel, value]) => {
    const now = new Date();
    return [channel, { value, updatedAt: now, verifiedAt: now, validatedAt: null }] as const;
  });
  world.krr.store.update(personIn(world, key).nationalId, (entry) => ({
    ...entry,
    ...Object.fromEntries(channels),
  }));
}

const REFRESHED: readonly Refreshed[] = [
  {
    id: "refresh-changed",
    title: "Changed, from what to what and where",
    person: "ulik",
    tells: ["field changed"],
    says: / er endret fra /,
  },
  {
    id: "refresh-confirmed",
    title: "The same, and now confirmed",
    person: "ulik-skrivemate",
    tells: ["field confirmed"],
    says: /er nå bekreftet av/,
  },
  {
    id: "refresh-up-to-date",
    title: "Already up to date",
    person: "bare-skole",
    tells: ["field up-to-date"],
    says: /^Ingenting er endret siden sist\.$/,
  },
  {
    id: "refresh-krr-has-nothing",
    title: "Kontaktregisteret has nothing",
    person: "ingen-kontakt",
    tells: ["field krr-has-nothing"],
    says: /^Vi fikk ikke noe mobilnummer fra/,
  },
  {
    id: "refresh-removed",
    title: "Removed, as it left kontaktregisteret",
    person: "slettet",
    says: /er fjernet hos/,
  },
  {
    id: "refresh-opted-out",
    title: "Kept by hand by the school",
    person: "valgt-bort",
    tells: ["field opted-out"],
    says: /ved like selv/,
  },
  {
    id: "refresh-blocked",
    title: "Empty on purpose",
    person: "sperret",
    tells: ["field blocked"],
    says: /tom med vilje/,
  },
  {
    id: "refresh-expired",
    title: "Too old to be used",
    person: "utlopt-epost",
    tells: ["field krr-expired"],
    says: /ikke bekreftet på over 18 måneder/,
  },
  {
    id: "refresh-unreadable",
    title: "No real number",
    person: "uleselig",
    tells: ["field krr-invalid"],
    says: /ikke et gyldig mobilnummer/,
  },
  {
    id: "refresh-not-active",
    title: "The child has left the school",
    person: "sluttet",
    tells: ["field not-active"],
    says: /ikke som aktiv foresatt/,
  },
  {
    id: "refresh-read-only",
    title: "The system is read-only",
    person: "uten-epost",
    tells: ["field read-only"],
    says: /tar ikke imot e-postadressen/,
    meanwhile: (world) => {
      world.kindergarten.faults.set({ readOnly: true });
      confirmed(world, "uten-epost", { email: "even.kunmobil@example.no" });
    },
    leave: startWritable,
  },
  {
    id: "refresh-pending",
    title: "The system takes its time",
    person: "tom-i-krr",
    tells: ["field pending"],
    says: /kan ta litt tid/,
    meanwhile: (world) => {
      world.kindergarten.faults.set({ asynchronous: { pollsUntilDone: 0 } });
      confirmed(world, "tom-i-krr", { mobile: "+4740000106" });
    },
  },
  {
    id: "refresh-conflict",
    title: "Somebody else changed the person at the same time",
    person: "uten-mobil",
    tells: ["field conflict"],
    says: /^Noen andre endret/,
    meanwhile: (world) => {
      world.school.faults.set({ conflictAlways: true });
      confirmed(world, "uten-mobil", { mobile: "+4740000105" });
    },
  },
  {
    id: "refresh-not-saved",
    title: "What was to be written could not be",
    person: "jobbtelefon",
    tells: ["field failed"],
    says: /^Vi fikk ikke lagret mobilnummeret/,
    meanwhile: (world) => {
      for (const register of [world.school, world.kindergarten])
        register.faults.set({ status: 503, only: "writes" });
      confirmed(world, "jobbtelefon", { mobile: "+4740000129" });
    },
  },
  {
    id: "refresh-one-failed",
    title: "One system failed, the other is done",
    person: "d-nummer",
    says: /^Barnehagen svarte ikke/,
    meanwhile: (world) => world.kindergarten.faults.set({ down: true }),
  },
  {
    id: "refresh-all-failed",
    title: "Both systems failed",
    person: "reservert",
    says: /^Skolen og barnehagen svarte ikke/,
    meanwhile: ({ school, kindergarten }) => {
      for (const register of [school, kindergarten]) register.faults.set({ down: true });
    },
  },
  {
    id: "refresh-krr-failed",
    title: "Kontaktregisteret failed",
    person: "ikke-registrert",
    tells: ["krr unavailable"],
    says: /^Vi fikk ikke svar fra kontaktregisteret/,
    meanwhile: (world) => world.krr.faults.set({ down: true }),
  },
];

function afterPress({ person, says, meanwhile, ...state }: Refreshed): State {
  return {
    ...state,
    shows: ["P6"],
    open: async ({ page, world }) => {
      const { update } = await openMinProfil(page, personIn(world, person));
      meanwhile?.(world);
      await update.press();
      await update.sentences.filter({ hasText: says }).first().waitFor();
    },
  };
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
export const refreshed: readonly State[] = [running, ...REFRESHED.map(afterPress), tooSoon, inProgress];
