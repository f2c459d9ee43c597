import { PORTAL_CLIENTS, portalAddresses } from "./bff-environment.ts";
import { startIdporten } from "./idporten/index.ts";
import { USER_SCOPES } from "./krr/access.ts";
import { createKrrStore } from "./krr/krr-store.ts";
import type { KrrSource } from "./krr/krr-store.ts";
import { startKrr } from "./krr/krr.ts";
import { startMinprofil } from "./minprofil/minprofil.ts";
import type { Minprofil } from "./minprofil/minprofil.ts";
import { VENDOR, type Municipality } from "./municipality.ts";
import { fullName } from "./people/person-name.ts";
import type { SigningKey } from "./signing-keys.ts";
import type { Parts } from "./world-parts.ts";

interface CitizenParts extends Parts {
  readonly portalOrigin: string;
  readonly keys: { readonly idporten: SigningKey; readonly minprofil: SigningKey };
  /** Of the portal; null when it never gets another. */
  readonly nextKey: SigningKey | null;
  /** Everybody in the country whom KRR may know. */
  readonly country: KrrSource;
  /** Organisation numbers that Digdir has given access to KRR. */
  readonly krrConsumers: readonly string[];
}

/** Starts what the citizen meets: ID-porten, KRR and Digdir's Min profil on the same data. */
export async function startCitizenSide({
  municipality,
  portalOrigin,
  ports,
  people,
  keys,
  nextKey,
  maskinporten,
  now,
  country,
  krrConsumers,
}: CitizenParts) {
  const addresses = portalAddresses(portalOrigin);
  const issuer = Promise.withResolvers<string>();
  const names = new Map(people.named.map(({ nationalId, name }) => [nationalId, fullName(name)]));
  const store = createKrrStore(country);
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
    clients: [
      { ...portalClient(municipality, addresses, keys.idporten), nextJwk: nextKey?.publicJwk },
      minprofilClient(minprofil, keys.minprofil),
    ],
    ports: { backChannel: ports.backChannel ?? 0, login: ports.login ?? 0 },
  });
  issuer.resolve(idporten.issuer);
  const krr = await startKrr({
    port: ports.krr ?? 0,
    store,
    maskinporten: { issuer: maskinporten.issuer, jwks: maskinporten.jwksUri },
    idporten: { issuer: idporten.issuer, jwks: `${idporten.issuer}/jwks.json` },
    consumers: krrConsumers,
    now,
  });
  return { idporten, minprofil, krr };
}

function portalClient(
  municipality: Municipality,
  addresses: ReturnType<typeof portalAddresses>,
  { publicJwk }: SigningKey,
) {
  return {
    clientId: PORTAL_CLIENTS.idporten,
    name: `Min profil, ${municipality.name}`,
    publicJwk,
    redirectUris: [addresses.redirectUri],
    postLogoutRedirectUris: [addresses.postLogoutRedirectUri],
    frontchannelLogoutUri: addresses.frontchannelLogoutUri,
    backchannelLogoutUri: addresses.backchannelLogoutUri,
    api: {
      scopes: Object.values(USER_SCOPES),
      consumer: municipality.orgNumber,
      supplier: VENDOR.orgNumber,
    },
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
