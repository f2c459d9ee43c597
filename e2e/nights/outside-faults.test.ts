import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { MUNICIPALITIES } from "../world/municipality.ts";
import { createNight, type Night } from "./night.ts";
import { totalsOf } from "./report-form.ts";

const SERVER = process.env["TEST_DATABASE_URL"];
const WORLD = { households: 900, server: SERVER, now: () => new Date("2026-11-20T01:00:00Z") };
const NATIONAL_ID = /(?<!\d)\d{6}\s?\d{5}(?!\d)/;

let night: Night;

const effectsOf = ({ world }: Night): number => world.school.effects + world.kindergarten.effects;

async function counts(name: "read" | "notLookedUp" | "quarantined") {
  return (await night.report()).steps.map(({ records }) => records[name]);
}

/** Runs the school's register and says what became of it. */
async function runSchool() {
  const { code } = await night.sync("--register", night.world.school.id);
  const [step] = (await night.report()).steps;
  return { code, state: step?.state, reason: step?.reason, effects: effectsOf(night) };
}

describe("a night on which something outside is wrong for a while", { timeout: 180_000 }, () => {
  let calm: ReturnType<typeof totalsOf>;

  beforeAll(async () => {
    night = await createNight(WORLD);
    await night.sync("--dry-run");
    calm = totalsOf(await night.report());
  }, 180_000);
  afterEach(() => {
    const { krr, school, kindergarten, maskinporten } = night.world;
    for (const system of [krr, school, kindergarten, maskinporten]) system.faults.clear();
  });
  afterAll(() => night.close());

  it.each([
    ["KRR says 429 and when to come back", "krr", { status: 429, retryAfter: 1, times: 2 }],
    ["KRR fails with 500", "krr", { status: 500, times: 2 }],
    ["KRR's connection is cut", "krr", { down: true, times: 2 }],
    ["the register says 503 and when to come back", "school", { status: 503, retryAfter: 1, times: 2 }],
    ["the register's connection is cut", "kindergarten", { down: true, times: 1 }],
    ["Maskinporten is away", "maskinporten", { status: 503, times: 1 }],
    ["tokens live for seconds", "maskinporten", { tokenLifetime: 12 }],
  ] as const)("ends as if nothing had been wrong when %s", async (_what, system, fault) => {
    night.world[system].faults.set(fault);
    expect((await night.sync("--dry-run")).code).toBe(0);
    expect(totalsOf(await night.report())).toEqual(calm);
  });

  it("SY5: leaves out what is malformed, counts it and names it, and does the others", async () => {
    night.world.school.faults.set({ malformed: 3 });
    const { code, output } = await night.sync("--dry-run", "--register", night.world.school.id);
    expect(code).toBe(0);
    const pages = Math.ceil((calm[0]?.records["read"] ?? 0) / 1000);
    expect(await counts("quarantined")).toEqual([3 * pages]);
    expect(await counts("read")).toEqual([calm[0]?.records["read"]]);
    expect(output).toMatch(/Quarantined +[1-9]\d*\n +\S+/);
  });

  it("fails one batch alone when KRR's answer to it is no answer", async () => {
    night.world.krr.faults.set({ wrongSchema: true, times: 1 });
    expect((await night.sync("--dry-run", "--register", night.world.school.id)).code).toBe(0);
    const [notLookedUp] = await counts("notLookedUp");
    expect(notLookedUp).toBeGreaterThan(0);
    expect(notLookedUp).toBeLessThanOrEqual(1000);
  });

  it("SY6: waits when KRR is down, and goes on when it is back, with nothing left out", async () => {
    night.world.krr.faults.set({ html: true });
    expect((await night.sync("--dry-run")).code).toBe(3);
    expect((await night.report()).steps.map(({ state }) => state)).toEqual(["waiting", "waiting"]);
    night.world.krr.faults.clear();
    expect((await night.sync("--dry-run")).code).toBe(0);
    expect(totalsOf(await night.report())).toEqual(calm);
  });

  it("shows nobody's national id in its table, its JSON and its lists", async () => {
    await night.sync("--dry-run");
    const told = [
      await night.sync("--report", "latest"),
      await night.sync("--report", "latest", "--format", "json"),
    ];
    const lists = [
      await night.sync("--differences", "latest"),
      await night.sync("--differences", "latest", "--format", "html"),
    ];
    expect(lists[0]?.output.split("\r\n").length).toBeGreaterThan(100);
    for (const { code, output } of [...told, ...lists]) {
      expect(code).toBe(0);
      expect(output).not.toMatch(NATIONAL_ID);
    }
  });
});

describe("a night on which something is out of all proportion", { timeout: 180_000 }, () => {
  let before: number;

  beforeAll(async () => {
    night = await createNight({ ...WORLD, households: 200 });
    await night.approveEverything();
    await night.sync();
    before = effectsOf(night);
  }, 180_000);
  afterEach(() => {
    night.world.school.faults.clear();
    Object.assign(night.world.krr.switches, {
      unknownForMost: false,
      wrongPersons: false,
      duplicates: false,
    });
  });
  afterAll(() => night.close());

  const stopped = (reason: string) => ({ code: 3, state: "stopped", reason, effects: before });

  it("N12: stops with the data untouched when KRR knows hardly anybody", async () => {
    night.world.krr.switches.unknownForMost = true;
    expect(await runSchool()).toEqual(stopped("too-many-unknown-to-krr"));
  });

  it("N12: stops with the data untouched when KRR answers on persons whom nobody asked about", async () => {
    night.world.krr.switches.wrongPersons = true;
    expect(await runSchool()).toEqual(stopped("strange-answers-from-krr"));
  });

  it("SY4: stops with the data untouched when the register tells of nobody, or of far fewer than before", async () => {
    night.world.school.faults.set({ emptyPages: true });
    expect(await runSchool()).toEqual(stopped("members-gone"));
    night.world.school.faults.set({ share: 0.5 });
    expect(await runSchool()).toEqual(stopped("members-gone"));
  });

  it("goes on as before when that is over", async () => {
    expect((await night.sync()).code).toBe(0);
    expect(effectsOf(night)).toBe(before);
  });
});

describe("two municipalities", { timeout: 60_000 }, () => {
  it("are looked up each on its own behalf", async () => {
    night = await createNight({ server: SERVER, neighbour: MUNICIPALITIES.eksempelvik });
    expect((await night.sync("--dry-run")).code).toBe(0);
    const consumers = night.world.maskinporten.issued
      .filter(({ scope }) => scope.includes("krr:"))
      .map(({ consumer }) => consumer);
    expect(new Set(consumers)).toEqual(
      new Set([MUNICIPALITIES.provebygd.orgNumber, MUNICIPALITIES.eksempelvik.orgNumber]),
    );
    await night.close();
  });
});
