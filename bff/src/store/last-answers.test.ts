import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LastAnswers } from "../ports/last-answers.ts";
import { createFakeLastAnswers } from "../ports/testing/fake-last-answers.ts";
import { createLastAnswers } from "./last-answers.ts";
import { migrate } from "./migrate.ts";
import { storeEngines, type StoreEngine } from "./testing/store-engines.ts";

interface Opened {
  readonly lastAnswers: LastAnswers;
  close(): Promise<void>;
}

const all = [
  ...storeEngines(process.env["TEST_DATABASE_URL"]).map((engine) => ({
    name: engine.name,
    open: () => openOn(engine),
  })),
  {
    name: "the fake",
    open: (): Promise<Opened> =>
      Promise.resolve({ lastAnswers: createFakeLastAnswers(), close: () => Promise.resolve() }),
  },
];

async function openOn(engine: StoreEngine): Promise<Opened> {
  const store = await engine.create();
  const { db } = await store.open();
  await migrate(db);
  return { lastAnswers: createLastAnswers(db), close: () => store.drop() };
}

const MONDAY = new Date("2026-11-16T08:00:00.000Z");
const TUESDAY = new Date("2026-11-17T08:00:00.000Z");

describe.each(all)("times of the last good answers on $name", ({ open }) => {
  let opened: Opened;
  let lastAnswers: LastAnswers;

  beforeAll(async () => {
    opened = await open();
    lastAnswers = opened.lastAnswers;
  });
  afterAll(() => opened.close());

  it("knows nothing of a register that never answered", async () => {
    expect(await lastAnswers.find("nobody")).toEqual(new Map());
  });

  it("tells the newest time of each register", async () => {
    await lastAnswers.record("kari", ["school", "kindergarten"], MONDAY);
    await lastAnswers.record("kari", ["school"], TUESDAY);
    expect(await lastAnswers.find("kari")).toEqual(
      new Map([
        ["school", TUESDAY],
        ["kindergarten", MONDAY],
      ]),
    );
  });

  it("keeps persons apart", async () => {
    await lastAnswers.record("ola", ["school"], MONDAY);
    expect(await lastAnswers.find("per")).toEqual(new Map());
  });

  it("takes an answer of nobody as nothing to remember", async () => {
    await lastAnswers.record("silent", [], MONDAY);
    expect(await lastAnswers.find("silent")).toEqual(new Map());
  });
});
