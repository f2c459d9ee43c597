import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { freshDatabase, type FreshDatabase } from "../bench/fresh-database.ts";
import { keepOutput } from "../canary/child-evidence.ts";
import { PORTAL_CLIENTS } from "../world/bff-environment.ts";
import { MUNICIPALITIES, VENDOR } from "../world/municipality.ts";
import { startWorld, type World } from "../world/start-world.ts";
import { bffCommand } from "./release/release-form.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** A process that is started and asks five systems, on two busy cores. */
const SLOW = { timeout: 90_000 };

let world: World;
let database: FreshDatabase;

beforeAll(async () => {
  world = await startWorld({ portalOrigin: "http://localhost:3000", ports: "free" });
  database = await freshDatabase(process.env["TEST_DATABASE_URL"]);
}, SLOW.timeout);
afterEach(() => world.reset());
afterAll(async () => {
  await world.close();
  await database.drop();
});

interface Told {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

type Environment = Readonly<Record<string, string>>;

/** The portal's own command, in the environment of an installation that is told otherwise in these values. */
async function doctor(more: Environment = {}, ...args: readonly string[]): Promise<Told> {
  const env = { ...world.bffEnvironment, DATABASE_URL: database.url, ...more };
  const preload = "CLOCK_AHEAD_MS" in more ? ["--import", "./e2e/run/shiftable-clock.ts"] : [];
  const line = [...preload, bffCommand("doctor"), ...args];
  const child = spawn(process.execPath, line, { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
  keepOutput(child, line);
  const printed = Promise.all([text(child.stdout), text(child.stderr)]);
  await once(child, "exit");
  const [output, errors] = await printed;
  expect(secretsIn(JSON.stringify(Object.values(env)), env)).not.toEqual([]);
  expect(secretsIn(output + errors, env)).toEqual([]);
  return { code: child.exitCode, output: output.replaceAll(/\s+/g, " "), errors };
}

/** Members of a key that are nobody's but its owner's. */
const privateParts = z.looseObject({
  d: z.string(),
  p: z.string(),
  q: z.string(),
  dp: z.string(),
  dq: z.string(),
});

/** What of this environment must not be read anywhere else; and whatever looks like a token or a national id. */
function secretsIn(printed: string, env: Environment): readonly string[] {
  const keys = ["IDPORTEN_CLIENT_JWK", "MASKINPORTEN_CLIENT_JWK"].flatMap((name) => {
    const { d, p, q, dp, dq } = privateParts.parse(JSON.parse(env[name] ?? "{}"));
    return [d, p, q, dp, dq];
  });
  const values = ["SESSION_KEYS", "PSEUDONYM_KEY"].map((name) => env[name]?.split(":").at(-1) ?? name);
  const known = [...keys, ...values, PASSWORD].filter((secret) => printed.includes(secret));
  return [...known, ...(printed.match(/eyJ[\w-]{8,}|(?<!\d)\d{11}(?!\d)/g) ?? [])];
}

const PASSWORD = "password-of-the-database";

const settingOf = (name: string): string => world.bffEnvironment[name] ?? "";
/** The same value with every text in it changed. */
const changed = (name: string, from: string, to: string): Environment => ({
  [name]: settingOf(name).replaceAll(from, to),
});
const keyWith = (name: string, more: object): Environment => ({
  [name]: JSON.stringify(Object.assign(z.looseObject({}).parse(JSON.parse(settingOf(name))), more)),
});
const inDays = (days: number): number => Math.floor(Date.now() / 1000) + days * 24 * 60 * 60;

describe("the doctor in a world where all is well", () => {
  it("says so of everything, and ends with 0", SLOW, async () => {
    const { code, output } = await doctor();
    expect(output).toContain("All is well:");
    expect(output).not.toMatch(/WRONG|\? /);
    for (const told of [
      "ID-porten takes the request of a log-in",
      "a token for KRR on behalf of Prøvebygd kommune (910000004)",
      "KRR lets us in. It was asked about nobody.",
      "Visma Flyt Skole (visma-flyt-skole) It lets us in",
      "Our clock goes with",
    ])
      expect(output).toContain(told);
    expect(code).toBe(0);
  });

  it("looks nobody up, and asks for each token once", SLOW, async () => {
    await doctor();
    expect(world.krr.calls).toMatchObject({ personer: 1, ids: 0, hentEndringer: 0, person: 0 });
    expect(world.maskinporten.issued.map(({ scope }) => scope).sort()).toEqual([
      // Both registers take the same one.
      "contacts.read contacts.write",
      "krr:global/kontaktinfo.read",
    ]);
  });
});

interface Case {
  readonly name: string;
  readonly arrange?: () => void;
  readonly env?: () => Environment;
  readonly sentence: RegExp;
  readonly who: string;
}

const SELF_SERVICE = "whoever runs the portal, in Digdir's self service";
const OPERATOR = "whoever runs the portal, in its configuration";
const PLATFORM = "whoever runs the machines";

const CASES: readonly Case[] = [
  {
    name: "a key that Maskinporten does not know",
    arrange: () => world.maskinporten.registered.post(PORTAL_CLIENTS.maskinporten, ["another"]),
    sentence: /Maskinporten does not know the key that we sign with.*\(invalid_grant MP-124\)/,
    who: SELF_SERVICE,
  },
  {
    name: "a key that Maskinporten does not know, and does not say so",
    arrange: () => {
      world.maskinporten.registered.post(PORTAL_CLIENTS.maskinporten, ["another"]);
      world.maskinporten.faults.set({ unknownKey: "no code" });
    },
    sentence: /refuses our grants without saying why; most likely it does not know our key/,
    who: SELF_SERVICE,
  },
  {
    name: "a scope that is not on our client",
    env: () => changed("CONTACT_REGISTERS", "contacts.write", "contacts.delete"),
    sentence: /Visma Flyt Skole on behalf of .*contacts\.delete The scope is not registered on our client/,
    who: SELF_SERVICE,
  },
  {
    name: "a scope that the municipality has not delegated",
    arrange: () =>
      world.maskinporten.revokeDelegation({
        consumer: MUNICIPALITIES.provebygd.orgNumber,
        supplier: VENDOR.orgNumber,
        scope: "krr:global/kontaktinfo.read",
      }),
    sentence: /for KRR on behalf of Prøvebygd .*has not delegated the scope to us in Altinn.*MP-251/,
    who: "the municipality, in Altinn",
  },
  {
    name: "an address of KRR that leads to something else",
    env: () => ({ KRR_BASE_URL: world.school.origin }),
    sentence: /What answers at KRR_BASE_URL has no look-up \(404\): it is not KRR/,
    who: OPERATOR,
  },
  {
    name: "a register that is down",
    arrange: () => world.school.faults.set({ down: true }),
    sentence: /Visma Flyt Skole \(visma-flyt-skole\) Nobody answers at baseUrl of visma-flyt-skole/,
    who: "the register's vendor",
  },
  {
    name: "a register that is silent",
    arrange: () => world.kindergarten.faults.set({ hang: true }),
    sentence: /Visma Flyt Barnehage does not answer in time/,
    who: "the register's vendor",
  },
  {
    name: "two registers that have changed places",
    env: () => ({
      CONTACT_REGISTERS: settingOf("CONTACT_REGISTERS")
        .replace(world.school.origin, "there")
        .replace(world.kindergarten.origin, world.school.origin)
        .replace("there", world.kindergarten.origin),
    }),
    sentence: /Its baseUrl leads to another register: it says that it is of kind kindergarten/,
    who: OPERATOR,
  },
  {
    name: "a client id that ID-porten does not know",
    env: () => ({ IDPORTEN_CLIENT_ID: "nobody" }),
    sentence: /ID-porten does not take our client \(invalid_client\): IDPORTEN_CLIENT_ID is not known/,
    who: SELF_SERVICE,
  },
  {
    name: "a return address that ID-porten does not know",
    env: () => ({ PUBLIC_ORIGIN: "http://localhost:3001", KRR_GOTO_URL: "http://localhost:3001/tilbake" }),
    sentence: /most likely http:\/\/localhost:3001\/auth\/callback is not among its redirect_uris/,
    who: SELF_SERVICE,
  },
  {
    name: "an ID-porten that is another",
    arrange: () => world.idporten.faults.set({ metadataIssuer: "https://other.example" }),
    sentence: /another issuer than IDPORTEN_ISSUER/,
    who: OPERATOR,
  },
  {
    name: "a clock that is ahead of everybody's (TM1)",
    env: () => ({ CLOCK_AHEAD_MS: "30000" }),
    sentence: /Our clock is \d\d s ahead of the \d that we have compared it to/,
    who: PLATFORM,
  },
  {
    name: "a key that is about to end",
    env: () => keyWith("MASKINPORTEN_CLIENT_JWK", { exp: inDays(12) }),
    sentence: /Our keys: \S+ at Maskinporten Its year is over on \d{4}-\d\d-\d\d, in 1[12] days/,
    who: SELF_SERVICE,
  },
  {
    name: "a database that is down (DB1)",
    env: () => ({ DATABASE_URL: `postgres://portal:${PASSWORD}@127.0.0.1:1/portal` }),
    sentence: /Nobody answers at DATABASE_URL \(ECONNREFUSED\)/,
    who: PLATFORM,
  },
];

describe("the doctor who meets", () => {
  it.each(CASES)("$name says so and who has to act, and ends with 1", SLOW, async (met) => {
    met.arrange?.();
    const { code, output, errors } = await doctor(met.env?.());
    expect(output).toMatch(met.sentence);
    expect(output).toContain(`To act: ${met.who}`);
    expect(output).toContain("Not well:");
    expect([code, errors]).toEqual([1, ""]);
  });

  it("everything at once being down still has a sentence for each", SLOW, async () => {
    for (const system of [world.idporten, world.maskinporten, world.krr, world.school, world.kindergarten])
      system.faults.set({ down: true });
    const { code, output } = await doctor({
      DATABASE_URL: `postgres://portal:${PASSWORD}@127.0.0.1:1/portal`,
    });
    expect(output.match(/Nobody answers at \w+/g)).toEqual([
      "Nobody answers at IDPORTEN_ISSUER",
      "Nobody answers at MASKINPORTEN_ISSUER",
      "Nobody answers at DATABASE_URL",
    ]);
    // What cannot be asked without a token is not blamed.
    expect(output).toMatch(/\? KRR: .*\? Registers: Visma Flyt Skole.*\? Registers: Visma Flyt Barnehage/);
    expect(code).toBe(1);
  });
});

describe("the doctor's answer", () => {
  it("names every fault of a configuration, and none of its values", SLOW, async () => {
    const { code, output } = await doctor({
      KRR_BASE_URL: "no-address",
      SESSION_KEYS: "short",
      IDPORTEN_ACR: "low",
    });
    for (const name of ["KRR_BASE_URL", "SESSION_KEYS", "IDPORTEN_ACR"])
      expect(output).toContain(`WRONG Configuration: ${name} ${name} must`);
    expect(output).not.toMatch(/no-address|short/);
    expect(code).toBe(1);
  });

  it("can be read by a program", SLOW, async () => {
    world.krr.faults.set({ status: 503 });
    const { code, output } = await doctor({}, "--json");
    expect(JSON.parse(output)).toMatchObject({
      version: 1,
      well: false,
      findings: expect.arrayContaining([
        expect.objectContaining({ check: "krr", state: "wrong", who: "digdir" }),
        expect.objectContaining({ check: "clocks", state: "well", who: null }),
      ]),
    });
    expect(code).toBe(1);
  });

  it("to what it does not understand is how it is called, and 2", SLOW, async () => {
    const { code, output, errors } = await doctor({}, "--jsn");
    expect([code, output]).toEqual([2, ""]);
    expect(errors).toContain("Usage: npm run doctor");
  });
});
