import type { Database } from "../../../store/database.ts";
import { createChangeCursors } from "../../../store/change-cursors.ts";
import type { KrrWord } from "../../../domain/sync/plan-sync.ts";
import { createFakeKrrChanges } from "../../../ports/testing/fake-krr-changes.ts";
import { krrPerson, SCHOOL } from "../../../ports/testing/people.ts";
import { followChanges } from "../follow-changes.ts";
import type { FollowDeps } from "../follow-deps.ts";
import { openNight } from "./night.ts";
import { CONFIRMED, idOf, mobileOf, type Person } from "./people.ts";

export const HERE = SCHOOL.municipality.orgNumber;
/** Another municipality. */
export const THERE = { orgNumber: "910000002", name: "Storevik" };

export type Feed = Awaited<ReturnType<typeof openFeed>>;

/** The surroundings of following KRR's changes: those of the nightly run, and a feed in memory. */
export async function openFeed(database: Database, options: Parameters<typeof openNight>[1] = {}) {
  const night = await openNight(database, options);
  const { db } = database;
  await db.deleteFrom("change_cursors").execute();
  const changes = createFakeKrrChanges();
  const deps: FollowDeps = { ...night.deps, changes, cursors: createChangeCursors(db) };

  const fire = (more: Partial<FollowDeps> = {}): Promise<void> => followChanges({ ...deps, ...more });
  return {
    ...night,
    changes,
    deps,
    /** One firing of the schedule. */
    fire,
    /** A night goes by, so that it is known who belongs to the populations, and the feed is followed from its end. */
    async settle(): Promise<void> {
      await night.run();
      await fire();
      night.events.length = 0;
    },
    /** She changes her number in KRR, or whatever KRR says of her now; told by the feed, and by look-ups too. */
    change(number: number, word: NonNullable<Person["krr"]> | null = { mobile: mobileOf(number) }): void {
      const told: KrrWord = word === null ? null : "status" in word ? word : krrPerson(word, CONFIRMED);
      if (told !== null) night.krr.put(idOf(number), told);
      changes.change(idOf(number), told);
    },
    /** Where each municipality stands. */
    async cursors(): Promise<Readonly<Record<string, number>>> {
      const rows = await db.selectFrom("change_cursors").select(["org_number", "cursor"]).execute();
      return Object.fromEntries(rows.map(({ org_number, cursor }) => [org_number, Number(cursor)]));
    },
    mobile: (number: number, register = night.school) =>
      register.held(`p-${String(number)}`).record.contact.mobile,
    /** What following told the log, in order. */
    told: () => night.events.filter(({ name }) => name.startsWith("changes_")),
  };
}
