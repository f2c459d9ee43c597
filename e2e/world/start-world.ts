import { bffEnvironment, KRR_SCOPE, PORTAL_CLIENTS, portalAddresses } from "./bff-environment.ts";
import { startIdporten } from "./idporten/index.ts";
import type { Idporten } from "./idporten/index.ts";
import { createKrrStore } from "./krr/krr-store.ts";
import { startKrr } from "./krr/krr.ts";
import type { Krr } from "./krr/krr.ts";
import { startMaskinporten } from "./maskinporten/index.ts";
import type { Maskinporten } from "./maskinporten/index.ts";
import { startMinprofil } from "./minprofil/minprofil.ts";
import type { Minprofil } from "./minprofil/minprofil.ts";
import { KINDERGARTEN, MUNICIPALITY, SCHOOL, VENDOR } from "./municipality.ts";
import { fullName } from "./people/person.ts";
import type { Person } from "./people/person.ts";
import { startContactRegister } from "./registers/contact-register.ts";
import type { ContactRegister } from "./registers/contact-register.ts";
import { prefixed } from "./registers/spelling.ts";
import { createSigningKey } from "./signing-keys.ts";
import type { SigningKey } from "./signing-keys.ts";
import { worldPeople } from "./world-people.ts";
import type { WorldPeople } from "./world-people.ts";
import { claimPorts } from "./world-ports.ts";
import type { SystemName, WorldPorts } from "./world-ports.ts";

export interface WorldOptions {
  /** Where the browser finds the portal, for example `http://localhost:3000`. */
  readonly portalOrigin: string;
  readonly ports: "fixed" | "free";
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
  const now = options.now ?? (() => new Date());
  const ports = await claimPorts(options.ports, options.fixed);
  const people = worldPeople(now, options.households ?? 0);
  const keys = await createKeys();
  const maskinporten = await startMaskinporten({ port: ports.maskinporten ?? 0, ...machineAccess(keys) });
  const { idporten, minprofil, krr } = await startCitizenSide({
    options,
    ports,
    people,
    keys,
    maskinporten,
    now,
  });
  const [school, kindergarten] = await startRegisters({ ports, people, maskinporten, now });
  const systems = { idporten, maskinporten, krr, minprofil, school, kindergarten };
  return {
    ...systems,
    people: people.named,
    bffEnvironment: await bffEnvironment({ ...systems, keys, portalOrigin: options.portalOrigin }),
    reset() {
      for (const system of [krr, school, kindergarten, minprofil]) system.reset();
      for (const system of [idporten, maskinporten]) system.faults.clear();
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
function machineAccess(keys: Keys) {
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
      consumer: MUNICIPALITY.orgNumber,
      supplier: VENDOR.orgNumber,
      scope,
    })),
  };
}

interface Parts {
  readonly ports: WorldPorts;
  readonly people: WorldPeople;
  readonly maskinporten: Maskinporten;
  readonly now: () => Date;
}

async function startCitizenSide({
  options,
  ports,
  people,
  keys,
  maskinporten,
  now,
}: Parts & { options: WorldOptions; keys: Keys }) {
  const addresses = portalAddresses(options.portalOrigin);
  const issuer = Promise.withResolvers<string>();
  const names = new Map(people.named.map(({ nationalId, name }) => [nationalId, fullName(name)]));
  const store = createKrrStore(people.everyone);
  const minprofil = await startMinprofil({
    port: ports.minprofil ?? 0,
    store,
    login: { issuer: issuer.promise, clientId: "digdir-minprofil", key: keys.minprofil },
    registeredReturns: [addresses.gotoUrl],
    nameOf: (nationalId) => names.get(nationalId) ?? "en testperson",
    now,
  });
  const idporten = await startIdporten({
    people: people.named.map(({ nationalId, name, special }) => ({
      nationalId,
      name: fullName(name),
      special,
    })),
    clients: [portalClient(addresses, keys.idporten), minprofilClient(minprofil, keys.minprofil)],
    ports: { backChannel: ports.backChannel ?? 0, login: ports.login ?? 0 },
  });
  issuer.resolve(idporten.issuer);
  const krr = await startKrr({
    port: ports.krr ?? 0,
    store,
    maskinporten: { issuer: maskinporten.issuer, jwks: maskinporten.jwksUri },
    idporten: { issuer: idporten.issuer, jwks: `${idporten.issuer}/jwks.json` },
    consumers: [MUNICIPALITY.orgNumber],
    now,
  });
  return { idporten, minprofil, krr };
}

function portalClient(addresses: ReturnType<typeof portalAddresses>, { publicJwk }: SigningKey) {
  return {
    clientId: PORTAL_CLIENTS.idporten,
    name: "Min profil, Prøvebygd kommune",
    publicJwk,
    redirectUris: [addresses.redirectUri],
    postLogoutRedirectUris: [addresses.postLogoutRedirectUri],
    frontchannelLogoutUri: addresses.frontchannelLogoutUri,
    backchannelLogoutUri: addresses.backchannelLogoutUri,
  };
}

function minprofilClient(minprofil: Minprofil, { publicJwk }: SigningKey) {
  return {
    clientId: "digdir-minprofil",
    name: "Min profil hos Digdir",
    publicJwk,
    redirectUris: [minprofil.redirectUri],
    postLogoutRedirectUris: [minprofil.postLogoutRedirectUri],
    frontchannelLogoutUri: minprofil.frontchannelLogoutUri,
  };
}

function startRegisters({ ports, people, maskinporten, now }: Parts) {
  const trust = { issuer: maskinporten.issuer, jwks: maskinporten.jwksUri };
  return Promise.all([
    startContactRegister({
      port: ports.school ?? 0,
      register: SCHOOL,
      persons: () => people.entries("school"),
      maskinporten: trust,
      now,
    }),
    startContactRegister({
      port: ports.kindergarten ?? 0,
      register: KINDERGARTEN,
      persons: () => people.entries("kindergarten"),
      maskinporten: trust,
      now,
      spell: prefixed,
    }),
  ]);
}
