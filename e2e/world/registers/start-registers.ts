import { neighbourSchool, systemsOf, VENDOR } from "../municipality.ts";
import type { Municipality } from "../municipality.ts";
import type { Parts } from "../world-parts.ts";
import type { WorldPeople } from "../world-people.ts";
import { startContactRegister } from "./contact-register.ts";
import { prefixed } from "./spelling.ts";

/** Starts the school's register, which keeps values as typed, and the kindergarten's, which spells in its own way. */
export function startRegisters({ municipality, ports, people, maskinporten, now }: Parts) {
  const { school, kindergarten } = systemsOf(municipality);
  const trust = trustIn(maskinporten);
  const consumers = [municipality.orgNumber, VENDOR.orgNumber];
  return Promise.all([
    startContactRegister({
      port: ports.school ?? 0,
      register: school,
      persons: () => people.entries("school"),
      maskinporten: trust,
      consumers,
      now,
    }),
    startContactRegister({
      port: ports.kindergarten ?? 0,
      register: kindergarten,
      persons: () => people.entries("kindergarten"),
      maskinporten: trust,
      consumers,
      now,
      spell: prefixed,
    }),
  ]);
}

/** Starts the school's register of a neighbouring municipality, which takes no token but that municipality's own. */
export function startNeighbourSchool(
  municipality: Municipality,
  people: WorldPeople,
  { maskinporten, now }: Pick<Parts, "maskinporten" | "now">,
) {
  return startContactRegister({
    register: neighbourSchool(municipality),
    persons: () => people.entries("school"),
    maskinporten: trustIn(maskinporten),
    consumers: [municipality.orgNumber],
    now,
  });
}

function trustIn({ issuer, jwksUri }: Parts["maskinporten"]) {
  return { issuer, jwks: jwksUri };
}
