import { canaryFolder } from "../run/canary-folder.ts";
import { noteAll } from "../canary/ledger.ts";
import { canariesOf } from "../canary/people-canaries.ts";
import { bffEnvironment, privateJwk } from "./bff-environment.ts";
import { startCitizenSide } from "./citizen-side.ts";
import type { Idporten } from "./idporten/index.ts";
import type { Krr } from "./krr/krr.ts";
import { machineAccess } from "./machine-access.ts";
import { startMaskinporten } from "./maskinporten/index.ts";
import type { Maskinporten } from "./maskinporten/index.ts";
import type { Minprofil } from "./minprofil/minprofil.ts";
import { MUNICIPALITIES, type Municipality } from "./municipality.ts";
import type { Person } from "./people/person.ts";
import type { ContactRegister } from "./registers/contact-register.ts";
import { startRegisters } from "./registers/start-registers.ts";
import { createSigningKey } from "./signing-keys.ts";
import type { SigningKey } from "./signing-keys.ts";
import { startNeighbour } from "./start-neighbour.ts";
import type { Neighbour } from "./start-neighbour.ts";
import { startSwitchboard } from "./switchboard/start-switchboard.ts";
import type { Switchboard } from "./switchboard/start-switchboard.ts";
import { createSwitches } from "./switchboard/switches.ts";
import { neighbourPeople, worldPeople } from "./world-people.ts";
import { claimPorts } from "./world-ports.ts";
import type { SystemName } from "./world-ports.ts";

export interface WorldOptions {
  /** Where the browser finds the portal, for example `http://localhost:3000`. */
  readonly portalOrigin: string;
  readonly ports: "fixed" | "free";
  /** Whose world it is; Prøvebygd's unless told. */
  readonly municipality?: Municipality;
  /** Which systems get their fixed port; all unless told. */
  readonly fixed?: readonly SystemName[];
  /** The time by which people's data is dated; the real time unless told. */
  readonly now?: () => Date;
  /** Generated households besides the named persons. */
  readonly households?: number;
  /** Whether generated persons are among `people` and can log in, as many as there are; only the named ones unless told. */
  readonly everybodyLogsIn?: boolean;
  /** A second municipality with a school's register; none unless told, and never the first one again. */
  readonly neighbour?: Municipality;
  /** Generated households of the neighbour besides her named persons; 20 unless told. */
  readonly neighbourHouseholds?: number;
  /** Whether the portal may have tokens for KRR's feed of changes; not unless told. */
  readonly changeFeed?: boolean;
  /** Whether the portal has keys at hand that may be posted later on; not unless told. */
  readonly nextKeys?: boolean;
}

/** Everything outside the portal's process, as real HTTP servers on loopback. */
export interface World {
  readonly idporten: Idporten;
  readonly maskinporten: Maskinporten;
  readonly krr: Krr;
  readonly minprofil: Minprofil;
  readonly school: ContactRegister;
  readonly kindergarten: ContactRegister;
  /** Null unless {@link WorldOptions.neighbour} is told. */
  readonly neighbour: Neighbour | null;
  /** Where a person or a program makes the systems fail and puts them right. */
  readonly switchboard: Switchboard;
  readonly people: readonly Person[];
  /** What the bff must be told to live in this world. */
  readonly bffEnvironment: Record<string, string>;
  /** Keys of the portal that Digdir does not know yet, by the names of its environment; null unless told. */
  readonly nextKeys: NextKeys | null;
  /** Data, faults and counters as at the start; sessions at ID-porten stay. */
  reset(): void;
  close(): Promise<void>;
}

interface NextKeys {
  readonly IDPORTEN_CLIENT_JWK: string;
  readonly MASKINPORTEN_CLIENT_JWK: string;
}

interface Keys {
  readonly idporten: SigningKey;
  readonly maskinporten: SigningKey;
  readonly minprofil: SigningKey;
}

/** Starts all systems; a busy fixed port throws one sentence that names it before anything starts. */
export async function startWorld(
  options: WorldOptions & { readonly neighbour: Municipality },
): Promise<World & { readonly neighbour: Neighbour }>;
export async function startWorld(options: WorldOptions): Promise<World>;
export async function startWorld(options: WorldOptions): Promise<World> {
  const municipality = options.municipality ?? MUNICIPALITIES.provebygd;
  const now = options.now ?? (() => new Date());
  const ports = await claimPorts(options.ports, options.fixed);
  // One date for everybody's data, so that a register that has what KRR has also has its dates to the second.
  let dated = now();
  const { municipalities, people, nextDoor, country } = population(options, municipality, () => dated);
  const keys = await createKeys();
  const next = options.nextKeys === true ? await createNextKeys() : null;
  const { changeFeed = false, portalOrigin } = options;
  const [key, nextKey] = [keys.maskinporten, next?.maskinporten ?? null];
  const access = machineAccess({ key, nextKey, municipalities, changeFeed });
  const maskinporten = await startMaskinporten({ port: ports.maskinporten ?? 0, ...access });
  const parts = { municipality, ports, people, maskinporten, now };
  const krrConsumers = municipalities.map(({ orgNumber }) => orgNumber);
  const citizenSide = await startCitizenSide({
    ...parts,
    portalOrigin,
    keys,
    nextKey: next?.idporten ?? null,
    country,
    krrConsumers,
  });
  const [school, kindergarten] = await startRegisters(parts);
  notePeople(people.named, country);
  const neighbour = await startNeighbour(options.neighbour, nextDoor, parts);
  const { idporten, krr, minprofil } = citizenSide;
  const systems = { idporten, maskinporten, krr, minprofil, school, kindergarten };
  const others = neighbour === null ? [] : [neighbour.school];
  const all = [...Object.values(systems), ...others];
  const reset = (): void => {
    dated = now();
    for (const system of all) system.reset();
  };
  const switches = createSwitches(systems, options.fixed);
  const port = ports.switchboard ?? 0;
  const switchboard = await startSwitchboard({ port, switches, resetWorld: reset, portalOrigin });
  return {
    ...systems,
    neighbour,
    switchboard,
    people: people.named,
    nextKeys: next?.environment ?? null,
    bffEnvironment: await bffEnvironment({ ...systems, municipality, keys, portalOrigin, others }),
    reset,
    close: async () => void (await Promise.all([...all, switchboard].map((server) => server.close()))),
  };
}

/** What a canary run looks for of everybody in the country; a generated person's number alone says nothing. */
function notePeople(named: readonly Person[], country: () => Iterable<Person>): void {
  if (canaryFolder() === null) return;
  const known = new Set(named.map(({ nationalId }) => nationalId));
  noteAll([...country()].flatMap((person) => canariesOf(person, known.has(person.nationalId))));
}

/** Which municipalities there are, who lives in each, and everybody together. */
function population(
  { households = 0, everybodyLogsIn, neighbour, neighbourHouseholds = 20 }: WorldOptions,
  municipality: Municipality,
  date: () => Date,
) {
  const people = worldPeople(date, households, everybodyLogsIn);
  const nextDoor = neighbourPeople(date, neighbourHouseholds);
  function* everyone() {
    yield* people.everyone();
    if (neighbour !== undefined) yield* nextDoor.everyone();
  }
  const municipalities = neighbour === undefined ? [municipality] : [municipality, neighbour];
  return { municipalities, people, nextDoor, country: everyone };
}

async function createKeys(): Promise<Keys> {
  const [idporten, maskinporten, minprofil] = await Promise.all([
    createSigningKey("portal-login"),
    createSigningKey("portal-machine"),
    createSigningKey("minprofil-login"),
  ]);
  return { idporten, maskinporten, minprofil };
}

async function createNextKeys() {
  const [idporten, maskinporten] = await Promise.all([
    createSigningKey("portal-login-next"),
    createSigningKey("portal-machine-next"),
  ]);
  const environment: NextKeys = {
    IDPORTEN_CLIENT_JWK: await privateJwk(idporten),
    MASKINPORTEN_CLIENT_JWK: await privateJwk(maskinporten),
  };
  return { idporten, maskinporten, environment };
}
