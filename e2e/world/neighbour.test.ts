import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { fnr } from "@navikt/fnrvalidator";
import { z } from "zod";
import { bearerFor } from "./machine-token-in-test.ts";
import { MUNICIPALITIES } from "./municipality.ts";
import { startWorld } from "./start-world.ts";
import { neighbourPeople, worldPeople } from "./world-people.ts";

const { provebygd, eksempelvik } = MUNICIPALITIES;
const PAGE = z.object({ persons: z.array(z.object({ nationalId: z.string() })) });

const now = () => new Date("2026-11-22T09:00:00Z");

const startBoth = () =>
  startWorld({
    portalOrigin: "http://localhost:3996",
    ports: "free",
    now,
    neighbour: eksempelvik,
    neighbourHouseholds: 5,
    changeFeed: true,
  });
let world: Awaited<ReturnType<typeof startBoth>>;
beforeAll(async () => {
  world = await startBoth();
});
beforeEach(() => world.reset());
afterAll(() => world.close());

async function guardians(origin: string, consumer: string) {
  const headers = { authorization: await bearerFor(world, "contacts.read", consumer) };
  return fetch(`${origin}/v1/persons?population=active-guardians&limit=1000`, { headers });
}

describe("two municipalities in one world", () => {
  test("have nobody in common, be they named or generated", () => {
    const here = [...worldPeople(now, 300).everyone()];
    const there = [...neighbourPeople(now, 300).everyone()];
    const contact = here.concat(there).flatMap(({ krr }) => krr?.mobile?.value ?? []);
    expect(there.filter(({ nationalId }) => fnr(nationalId).status !== "valid")).toEqual([]);
    expect(new Set(here.concat(there).map(({ nationalId }) => nationalId)).size).toBe(
      here.length + there.length,
    );
    expect(new Set(contact).size).toBe(contact.length);
  });
  test("are told to the portal as registers of their own", () => {
    const registers: unknown = JSON.parse(world.bffEnvironment["CONTACT_REGISTERS"] ?? "");
    expect(registers).toMatchObject([
      { id: "visma-flyt-skole", municipality: { orgNumber: provebygd.orgNumber } },
      { id: "visma-flyt-barnehage", municipality: { orgNumber: provebygd.orgNumber } },
      {
        id: "eksempelvik-skole",
        municipality: { orgNumber: eksempelvik.orgNumber, name: eksempelvik.name },
        baseUrl: world.neighbour.school.origin,
        auth: { type: "maskinporten" },
      },
    ]);
  });
  test("let the portal into their own registers only", async () => {
    const { school, neighbour } = world;
    const answer = await guardians(neighbour.school.origin, eksempelvik.orgNumber);
    const there = PAGE.parse(await answer.json()).persons.map(({ nationalId }) => nationalId);
    expect(there).toEqual(expect.arrayContaining(neighbour.people.map(({ nationalId }) => nationalId)));
    expect(there.length).toBeGreaterThan(neighbour.people.length);
    expect((await guardians(school.origin, eksempelvik.orgNumber)).status).toBe(403);
    expect((await guardians(neighbour.school.origin, provebygd.orgNumber)).status).toBe(403);
  });
  test("show at Maskinporten for whom tokens were issued", async () => {
    await bearerFor(world, "contacts.read", eksempelvik.orgNumber);
    await bearerFor(world, "krr:global/kontaktinfo.read", provebygd.orgNumber);
    expect(world.maskinporten.issued).toEqual([
      { consumer: eksempelvik.orgNumber, scope: "contacts.read" },
      { consumer: provebygd.orgNumber, scope: "krr:global/kontaktinfo.read" },
    ]);
    world.reset();
    expect(world.maskinporten.issued).toEqual([]);
  });
  test("both have access to KRR, which knows the neighbour's people too", async () => {
    const [nora] = world.neighbour.people;
    for (const consumer of [provebygd.orgNumber, eksempelvik.orgNumber]) {
      const answer = await fetch(`${world.krr.origin}/rest/v2/personer`, {
        method: "POST",
        headers: {
          authorization: await bearerFor(world, "krr:global/kontaktinfo.read", consumer),
          "content-type": "application/json",
        },
        body: JSON.stringify({ personidentifikatorer: [nora?.nationalId] }),
      });
      expect(await answer.json()).toMatchObject({ personer: [{ status: "AKTIV" }] });
    }
  });
  test("come back as they were at a reset", () => {
    const [nora] = world.neighbour.people;
    const [held] = world.neighbour.school.find(nora?.nationalId ?? "");
    world.neighbour.school.edit(held?.entry.personId ?? "", (entry) => ({ ...entry, status: "moved" }));
    world.neighbour.school.faults.set({ down: true });
    world.reset();
    expect(world.neighbour.school.find(nora?.nationalId ?? "")).toEqual([held]);
    expect(world.neighbour.school.faults.active).toEqual({});
  });
});

describe("KRR's feed of changes", () => {
  const SCOPE = "krr:global/kontaktinfo.read krr:global/hentendring.read";
  test("is open to the portal of a world that grants it", async () => {
    const authorization = await bearerFor(world, SCOPE, eksempelvik.orgNumber);
    const answer = await fetch(`${world.krr.origin}/rest/v2/krr/hentEndringer`, {
      method: "POST",
      headers: { authorization, "content-type": "application/json" },
      body: '{"fraEndringsId":0}',
    });
    expect(answer.status).toBe(200);
  });
  test("is granted to nobody in a world that was not told to", async () => {
    const other = await startWorld({ portalOrigin: "http://localhost:3995", ports: "free" });
    await expect(bearerFor(other, SCOPE, provebygd.orgNumber)).rejects.toThrow("MP-200");
    expect(other.neighbour).toBeNull();
    await other.close();
  });
});
