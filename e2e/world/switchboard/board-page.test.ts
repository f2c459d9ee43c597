import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startWorld } from "../start-world.ts";
import type { World } from "../start-world.ts";
import { SYSTEM_NAMES } from "../world-ports.ts";
import { presetsFor } from "./presets.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld({ portalOrigin: "http://localhost:3999", ports: "free" });
});
beforeEach(() => world.reset());
afterAll(() => world.close());

const EVERY_PRESET = SYSTEM_NAMES.flatMap((name) =>
  presetsFor(name).flatMap(({ presets, perRequest }) =>
    presets.map(({ id, text, fault }) => ({ system: name, id, text, fault, perRequest })),
  ),
);

async function send(path: string, form: Record<string, string> = {}) {
  const { origin } = world.switchboard;
  const body = new URLSearchParams(form);
  const answer = await fetch(`${origin}${path}`, {
    method: "POST",
    body,
    redirect: "manual",
    headers: { origin },
  });
  return { status: answer.status, location: answer.headers.get("location") };
}

const choose = (name: string, preset: string, more: Record<string, string> = {}) =>
  send(`/systemer/${name}/feil`, { preset, only: "", times: "", ...more });

/** What the page says of one system, without markup. */
async function saidOf(name: string): Promise<string> {
  const page = await (await fetch(world.switchboard.origin)).text();
  const section = new RegExp(`<section id="${name}".*?</section>`, "s").exec(page)?.[0] ?? "";
  return section
    .replaceAll(/<select.*?<\/select>/gs, "")
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll(/\s+/g, " ");
}

describe("the page of the switchboard", () => {
  test("says of every system that it is in order, and offers no putting right", async () => {
    for (const name of SYSTEM_NAMES) {
      const said = await saidOf(name);
      expect(said).toContain("I orden");
      expect(said).toContain("Ingen forespørsler ennå.");
      expect(said).not.toContain("Alt i orden igjen");
    }
  });

  test.each(EVERY_PRESET)("$system «$text» is set as chosen, and told", async (preset) => {
    const { system, id, text, fault } = preset;
    expect(await choose(system, id)).toEqual({ status: 303, location: `/#${system}` });
    expect(world[system].faults.active).toEqual(fault);
    expect(await saidOf(system)).toContain(`Nå: ${text}.`);
    expect(await send(`/systemer/${system}/i-orden`)).toEqual({ status: 303, location: `/#${system}` });
    expect(world[system].faults.active).toEqual({});
  });

  test("sets which requests are meant and how many, tells it, and sees when the fault has spent itself", async () => {
    await choose("maskinporten", "500", { only: "reads", times: "1" });
    expect(world.maskinporten.faults.active).toEqual({ status: 500, only: "reads", times: 1 });
    expect(await saidOf("maskinporten")).toContain(
      "noe gikk galt i systemet. Bare metadata og nøkler. Gjelder én forespørsel til.",
    );
    expect((await fetch(world.maskinporten.jwksUri)).status).toBe(500);
    const said = await saidOf("maskinporten");
    expect(said).toContain("I orden");
    expect(said).toContain("1 forespørsel, 1 traff en feil");
    expect(said).toMatch(/GET \/jwk kl\. \d\d[.:]\d\d[.:]\d\d: svarte 500\. Traff en feil\./);
  });

  test("does not promise of a clock that it is wrong for some", async () => {
    await choose("krr", "clock-300", { only: "writes", times: "3" });
    expect(world.krr.faults.active).toEqual({ clockSkew: 300 });
  });

  test("tells what became of a request that was broken off", async () => {
    await choose("school", "down");
    await expect(fetch(`${world.school.origin}/v1/capabilities`)).rejects.toThrow("fetch failed");
    await expect.poll(() => saidOf("school")).toContain("kom ikke til ende. Traff en feil.");
  });

  test("shows what a program has set that is not on the page, as text", async () => {
    world.idporten.faults.set({ metadataIssuer: "<script>alert(1)</script>" });
    const page = await (await fetch(world.switchboard.origin)).text();
    expect(page).not.toContain("<script>");
    expect(await saidOf("idporten")).toContain("Nå: satt av et program, {&quot;metadataIssuer&quot;");
  });

  test("changes keys, and counts how often", async () => {
    const { keyRotations } = world.idporten;
    await send("/systemer/idporten/ny-nokkel");
    expect(world.idporten.keyRotations).toBe(keyRotations + 1);
    expect(await saidOf("idporten")).toMatch(new RegExp(`Byttet ${keyRotations + 1} gang`));
  });

  test("puts everything right, with the data where that is asked for", async () => {
    const id = world.people[0]?.nationalId ?? "";
    const before = world.krr.store.find(id)?.mobile?.value;
    world.krr.store.update(id, (entry) => ({ ...entry, mobile: null }));
    for (const name of SYSTEM_NAMES) await choose(name, "hang");
    expect(await (await fetch(world.switchboard.origin)).text()).toContain("Feil hos 6 av 6");
    expect(await send("/i-orden")).toEqual({ status: 303, location: "/" });
    expect(await (await fetch(world.switchboard.origin)).text()).toContain("Alt er i orden");
    expect(world.krr.store.find(id)?.mobile).toBeNull();
    await send("/nullstill");
    expect(world.krr.store.find(id)?.mobile?.value).toBe(before);
  });

  test.each([
    ["a fault that is not offered", { preset: "explode" }],
    ["a fault of another system", { preset: "key-expired" }],
    ["another number of requests", { preset: "500", times: "2" }],
    ["another kind of requests", { preset: "500", only: "some" }],
  ])("leaves all as it is for %s", async (_what, form) => {
    world.krr.faults.set({ html: true });
    const { preset, ...more } = form;
    expect((await choose("krr", preset, more)).status).toBe(400);
    expect((await choose("kr", "500")).status).toBe(400);
    expect(world.krr.faults.active).toEqual({ html: true });
  });

  test("runs no script, takes nothing from outside and is framed by nobody", async () => {
    const { headers } = await fetch(world.switchboard.origin);
    const policy = headers.get("content-security-policy") ?? "";
    for (const rule of ["default-src 'none'", "frame-ancestors 'none'", "form-action 'self'"])
      expect(policy).toContain(rule);
    expect(policy).not.toContain("script-src");
    expect(headers.get("cache-control")).toBe("no-store");
  });

  test("offers nothing twice to a system", () => {
    for (const name of SYSTEM_NAMES) {
      const ids = presetsFor(name).flatMap(({ presets }) => presets.map(({ id }) => id));
      expect(new Set(ids).size).toBe(ids.length);
    }
  });
});
