import { bffEnvironment, KRR_SCOPE, PORTAL_CLIENTS } from "./bff-environment.ts";
import { startCitizenSide } from "./citizen-side.ts";
import type { Idporten } from "./idporten/index.ts";
import type { Krr } from "./krr/krr.ts";
import { startMaskinporten } from "./maskinporten/index.ts";
import type { Maskinporten } from "./maskinporten/index.ts";
import type { Minprofil } from "./minprofil/minprofil.ts";
import { MUNICIPALITIES, VENDOR, type Municipality } from "./municipality.ts";
import type { Person } from "./people/person.ts";
import type { ContactRegister } from "./registers/contact-register.ts";
import { startRegisters } from "./registers/start-registers.ts";
import { createSigningKey } from "./signing-keys.ts";
import type { SigningKey } from "./signing-keys.ts";
import { worldPeople } from "./world-people.ts";
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
}

/** Everything outside the portal's process, as real HTTP servers on loopback. */
export interface World {
  readonly idporten: Idporten;
  readonly maskinporten: Maskinporten;
  readonly krr: Krr;
  readonly minprofil: Minprofil;
  readonly school: ContactRegister;
  readonly kindergarten: ContactRegister;
  readonly people: readonly Person[];
  /** What the bff must be told to live in this world. */
  readonly bffEnvironment: Record<string, string>;
  /** Data, faults and counters as at the start; sessions at ID-porten stay. */
  reset(): void;
  close(): Promise<void>;
}

interface Keys {
  readonly idporten: SigningKey;
  readonly maskinporten: SigningKey;
  readonly minprofil: SigningKey;
}

/** Starts all systems; a busy fixed port throws one sentence that names it before anything starts. */
export async function startWorld(options: WorldOptions): Promise<World> {
  const municipality = options.municipality ?? MUNICIPALITIES.provebygd;
  const now = options.now ?? (() => new Date());
  const ports = await claimPorts(options.ports, options.fixed);
  const people = worldPeople(now, options.households ?? 0);
  const keys = await createKeys();
  const maskinporten = await startMaskinporten({
    port: ports.maskinporten ?? 0,
    ...machineAccess(municipality, keys),
  });
  const parts = { municipality, ports, people, maskinporten, now };
  const citizenSide = await startCitizenSide({ ...parts, portalOrigin: options.portalOrigin, keys });
  const [school, kindergarten] = await startRegisters(parts);
  const { idporten, krr, minprofil } = citizenSide;
  const systems = { idporten, maskinporten, krr, minprofil, school, kindergarten };
  return {
    ...systems,
    people: people.named,
    bffEnvironment: await bffEnvironment({
      ...systems,
      municipality,
      keys,
      portalOrigin: options.portalOrigin,
    }),
    reset() {
      for (const system of Object.values(systems)) system.reset();
    },
    close: async () => void (await Promise.all(Object.values(systems).map((system) => system.close()))),
  };
}

async function createKeys(): Promise<Keys> {
  const [idporten, maskinporten, minprofil] = await Promise.all([
    createSigningKey("portal-login"),
    createSigningKey("portal-machine"),
    createSigningKey("minprofil-login"),
  ]);
  return { idporten, maskinporten, minprofil };
}

/** The vendor's client, and the municipality's delegation of KRR to the vendor (national-registers C.6). */
function machineAccess({ orgNumber }: Municipality, keys: Keys) {
  const registerScopes = ["contacts.read", "contacts.write", "contacts.optout"];
  return {
    clients: [
      {
        clientId: PORTAL_CLIENTS.maskinporten,
        orgNumber: VENDOR.orgNumber,
        publicJwk: keys.maskinporten.publicJwk,
        scopes: [KRR_SCOPE, ...registerScopes],
      },
    ],
    delegations: [KRR_SCOPE, ...registerScopes].map((scope) => ({
      consumer: orgNumber,
      supplier: VENDOR.orgNumber,
      scope,
    })),
  };
}
