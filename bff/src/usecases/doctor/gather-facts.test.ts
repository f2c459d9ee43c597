import { describe, expect, it } from "vitest";
import { SCHOOL } from "../../domain/testing/examples.ts";
import type { UpstreamResult } from "../../ports/upstream-result.ts";
import { gatherFacts, type Surroundings } from "./gather-facts.ts";
import { METADATA, MUNICIPALITY, NOW, PRESENTATION, SETTING, WELL, facts } from "./testing/facts.ts";

const well = () => Promise.resolve(WELL);
const never = () => new Promise<UpstreamResult<never>>(() => undefined);
const state = facts().database;

const AROUND: Surroundings = {
  setting: SETTING,
  idporten: {
    metadata: () => Promise.resolve({ ok: true, value: METADATA }),
    signingKeys: () => Promise.resolve({ ok: true, value: 2 }),
    pushLogin: well,
  },
  keys: [{ client: "idporten", kid: "k", expiresAt: null, try: well }],
  tokens: [
    {
      facts: { purpose: "krr", municipality: MUNICIPALITY, register: null, scope: "s" },
      ask: well,
    },
  ],
  krr: { ask: well },
  krrFor: [MUNICIPALITY],
  registers: [
    { register: SCHOOL, inspection: { present: () => Promise.resolve({ ok: true, value: PRESENTATION }) } },
  ],
  database: { look: () => (state.ok ? Promise.resolve(state.value) : Promise.reject(new Error())) },
  clocks: () => new Map([["krr", 1]]),
  clock: () => NOW,
};

describe("facts", () => {
  it("come of everything that is looked at", async () => {
    expect(await gatherFacts(AROUND)).toMatchObject({
      metadata: { ok: true },
      keys: [{ kid: "k", tried: WELL }],
      tokens: [{ scope: "s", answer: WELL }],
      krr: [{ municipality: MUNICIPALITY, answer: WELL }],
      registers: [{ register: SCHOOL, answer: { ok: true } }],
      database: { ok: true },
    });
  });

  it("hold the clock of a database that has one of its own", async () => {
    const { clocks } = await gatherFacts(AROUND);
    expect([...clocks]).toEqual([
      ["krr", 1],
      ["database", 0],
    ]);
    const embedded = { ...AROUND, setting: { ...SETTING, engine: "pglite" } } as const;
    expect((await gatherFacts(embedded)).clocks.has("database")).toBe(false);
  });

  it("come also where something is silent, and say so of that alone", async () => {
    const seen = await gatherFacts({ ...AROUND, krr: { ask: never } }, 20);
    expect(seen.krr[0]?.answer).toEqual({ ok: false, failure: { upstream: "krr", kind: "timeout" } });
    expect(seen.registers[0]?.answer.ok).toBe(true);
  });

  it("come also where a check breaks, with nothing of the error but its name", async () => {
    const broken = { look: () => Promise.reject(new RangeError("postgres://user:password@host")) };
    const seen = await gatherFacts({ ...AROUND, database: broken });
    expect(seen.database).toEqual({
      ok: false,
      failure: { upstream: "database", kind: "crashed", reason: "RangeError" },
    });
    expect(seen.metadata.ok).toBe(true);
  });

  it("are looked for side by side: the last is asked before the first has answered", async () => {
    const first = Promise.withResolvers<UpstreamResult<typeof METADATA>>();
    const database = {
      look: () => {
        first.resolve({ ok: true, value: METADATA });
        return AROUND.database.look();
      },
    };
    const idporten = { ...AROUND.idporten, metadata: () => first.promise };
    expect((await gatherFacts({ ...AROUND, idporten, database })).metadata.ok).toBe(true);
  });
});
