import { people } from "../people/people.ts";
import { createTokenSigner, machineClaims } from "../signed-tokens.ts";
import { createKrrStore } from "./krr-store.ts";
import { startKrr } from "./krr.ts";

const MUNICIPALITY = "910000004";
const VENDOR = "920000002";
const now = new Date("2026-11-22T09:00:00.500Z");
const everyone = people(now);

/** KRR alone with the named persons, and what a machine needs to ask it. */
export async function startKrrInTest() {
  const [maskinporten, idporten] = await Promise.all([
    createTokenSigner("http://localhost/maskinporten/"),
    createTokenSigner("http://localhost/idporten"),
  ]);
  const krr = await startKrr({
    store: createKrrStore(() => everyone),
    maskinporten,
    idporten,
    consumers: [MUNICIPALITY],
    now: () => now,
  });
  return {
    krr,
    /** A token of the vendor for the municipality, or for whom it is told. */
    tokenWith: (scope: string, consumer = MUNICIPALITY) =>
      maskinporten.sign(machineClaims(scope, consumer, VENDOR)),
    post: (path: string, bearer: string, body: unknown) =>
      fetch(`${krr.origin}${path}`, {
        method: "POST",
        headers: { authorization: `Bearer ${bearer}`, "content-type": "application/json" },
        body: typeof body === "string" ? body : JSON.stringify(body),
      }),
  };
}

/** The national id of a named person. */
export function idOf(key: string): string {
  const person = everyone.find((candidate) => candidate.key === key);
  if (person === undefined) throw new Error(`No test person ${key}`);
  return person.nationalId;
}

/** Every named person's national id, those included whom KRR does not know. */
export const everyId = everyone.map(({ nationalId }) => nationalId);
/** Those whom KRR knows. */
export const knownIds = everyone.filter(({ krr }) => krr !== null).map(({ nationalId }) => nationalId);
