import { systemsOf } from "../municipality.ts";
import type { Parts } from "../world-parts.ts";
import { startContactRegister } from "./contact-register.ts";
import { prefixed } from "./spelling.ts";

/** Starts the school's register, which keeps values as typed, and the kindergarten's, which spells in its own way. */
export function startRegisters({ municipality, ports, people, maskinporten, now }: Parts) {
  const { school, kindergarten } = systemsOf(municipality);
  const trust = { issuer: maskinporten.issuer, jwks: maskinporten.jwksUri };
  return Promise.all([
    startContactRegister({
      port: ports.school ?? 0,
      register: school,
      persons: () => people.entries("school"),
      maskinporten: trust,
      now,
    }),
    startContactRegister({
      port: ports.kindergarten ?? 0,
      register: kindergarten,
      persons: () => people.entries("kindergarten"),
      maskinporten: trust,
      now,
      spell: prefixed,
    }),
  ]);
}
