import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { KrrMode } from "../../domain/register.ts";
import type { Database } from "../../store/database.ts";
import { openMemoryStore } from "../../store/testing/store-engines.ts";
import { sealedIn } from "./testing/book.ts";
import { openNight, target, type Night } from "./testing/night.ts";
import { DELETED, fromKrr, mobileOf, oldMobileOf, typed } from "./testing/people.ts";

let database: Database;
let night: Night;
beforeAll(async () => {
  database = await openMemoryStore();
});
afterAll(() => database.close());

/** Two persons whose values KRR has other ones for, in a register of a municipality that has chosen this. */
async function openChosen(krrMode: KrrMode, approved = true): Promise<void> {
  night = await openNight(database, { targets: [target({ krrMode }, { employees: true })], approved });
  night.put(1, { contact: { mobile: typed(oldMobileOf(1)) }, krr: { mobile: mobileOf(1) } });
  night.put(2, { contact: { email: fromKrr("b@example.no") }, krr: DELETED });
  night.put(3, { populations: ["employees"], krr: { email: "c@example.no" } });
}

describe("N14: a municipality that writes", () => {
  it("has KRR's values in its register", async () => {
    await openChosen("write");
    await night.run();
    expect(night.school.effects()).toBe(3);
  });

  it("keeps no value in the book once the run is over", async () => {
    await openChosen("write");
    await night.run();
    expect(await sealedIn(night.db)).toEqual([]);
  });
});

describe("N14: a municipality that only compares", () => {
  beforeEach(async () => {
    await openChosen("verify-only");
  });

  it("has everybody looked up and every difference counted", async () => {
    const { step } = await night.run();
    expect(step()).toMatchObject({ mode: "verify-only", state: "done", planned: true });
    expect(step().tally).toMatchObject({
      lookedUp: 2,
      fields: {
        mobile: { "verify-only": 1, "no-krr-data": 1 },
        email: { "verify-only": 1, "no-krr-data": 1 },
      },
    });
    expect(step("school", "employees").tally.fields.email).toEqual({ "verify-only": 1 });
  });

  it("has nothing written to its register", async () => {
    await night.run();
    expect(night.school.log.filter((line) => !/^(capabilities|page)/.test(line))).toEqual([]);
    expect(night.school.effects()).toBe(0);
  });

  it("has no value kept in the book, and so no list to open", async () => {
    const { runId } = await night.run();
    const rows = await night.db.selectFrom("sync_pages").selectAll().execute();
    expect(JSON.stringify(rows)).not.toMatch(/@|\+47/);
    expect(await sealedIn(night.db)).toEqual([]);
    for await (const line of night.deps.runs.differences(runId)) expect(line).toBeUndefined();
  });

  it("needs nobody's approval, and a dry run is the same", async () => {
    await openChosen("verify-only", false);
    expect((await night.run({ dryRun: true })).step().mode).toBe("verify-only");
  });
});

describe("N14: a municipality that has turned it off", () => {
  it("has nobody asked and nothing read", async () => {
    await openChosen("off");
    const { state, step } = await night.run();
    expect(state).toBe("finished");
    expect(step()).toMatchObject({ mode: "off", state: "done", calls: { krr: 0, register: 0 } });
    expect(night.krr.log).toEqual([]);
    expect(night.school.log).toEqual([]);
  });

  it("does not turn off others", async () => {
    night = await openNight(database, {
      targets: [target({ krrMode: "off" }), target({ id: "kindergarten" })],
    });
    const { step } = await night.run();
    expect(step("kindergarten").mode).toBe("write");
  });
});
