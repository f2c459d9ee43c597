import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { demandAnswer } from "./load.ts";
import { startBenchPortal, type BenchPortal, type Guardian } from "./portal.ts";
import { ours, startBare, startFloor } from "./subjects.ts";

const SERVER = process.env["TEST_DATABASE_URL"];

describe("what the server is measured beside", () => {
  let portal: BenchPortal;
  let guardians: readonly Guardian[];

  beforeAll(async () => {
    portal = await startBenchPortal(SERVER);
    guardians = await portal.logIn(3);
  });
  afterAll(() => portal.stop());

  it("is a kilobyte of JSON", async () => {
    const bare = await startBare();
    const body = await (await fetch(bare.url)).text();
    await bare.stop();
    expect(Buffer.byteLength(body)).toBe(1024);
    expect(JSON.parse(body)).toHaveProperty("text");
  });

  it("is a program that tells of a guardian what the portal asks about her, and fails where it may not ask", async () => {
    const subject = await startFloor(portal, guardians);
    try {
      const cookie = guardians[0]?.nationalId ?? "";
      expect((await fetch(subject.url, { headers: { cookie } })).status).toBe(502);
      await subject.prepare();
      const answer = await fetch(subject.url, { headers: { cookie } });
      const [school, kindergarten, krr] = z.array(z.looseObject({})).parse(await answer.json());
      const person = [expect.objectContaining({ nationalId: cookie })];
      expect(school).toMatchObject({ persons: person });
      expect(kindergarten).toMatchObject({ persons: person });
      expect(krr).toMatchObject({ personer: [{ personidentifikator: cookie }] });
    } finally {
      await subject.stop();
    }
  });

  it("is asked for guardians who are logged in, each by herself", async () => {
    expect(new Set(guardians.map(({ cookie }) => cookie)).size).toBe(3);
    await demandAnswer(ours("session", portal, "/api/session", guardians), '"user":{"name":');
    await demandAnswer(ours("page", portal, "/api/profile", guardians), '"answer":"fresh"');
  });
});
