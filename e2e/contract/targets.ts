import { z } from "zod";
import { people } from "../world/people/people.ts";
import type { Person } from "../world/people/person.ts";
import type { Relation } from "../world/people/register-entry.ts";
import { startContactRegister } from "../world/registers/contact-register.ts";
import { prefixed } from "../world/registers/spelling.ts";
import { createTokenSigner, machineClaims } from "../world/signed-tokens.ts";

/** National ids of synthetic persons in the register under test. */
const subjects = z.object({
  /** Held once; every field of hers will be changed. */
  writable: z.string(),
  /** Held twice under one id. */
  duplicate: z.string(),
  /** Registered by hand, with an active child. */
  manual: z.string(),
  /** Not held. */
  absent: z.string(),
});

export interface Target {
  readonly baseUrl: string;
  /** With the scopes `contacts.read contacts.write contacts.optout`. */
  readonly token: string;
  /** With `contacts.read` alone; null = not at hand. */
  readonly readToken: string | null;
  readonly subjects: z.infer<typeof subjects>;
  /** What only the register itself can bring about; null = not at hand. */
  readonly inside: {
    endRelations(personId: string): void;
    failWith(status: 429 | 503): void;
    makeAsynchronous(): void;
    reset(): void;
  } | null;
  close(): Promise<void>;
}

export interface NamedTarget {
  readonly name: string;
  start(): Promise<Target>;
}

const MUNICIPALITY = "910000004";

/**
 * The register at `CONTRACT_BASE_URL` where one is named, otherwise both simulated ones. A register outside has one
 * writable person for all files: run with `--no-file-parallelism`.
 */
export function contractTargets(
  environment: Readonly<Record<string, string | undefined>>,
): readonly NamedTarget[] {
  const baseUrl = environment["CONTRACT_BASE_URL"];
  if (baseUrl === undefined) return [simulated("school"), simulated("kindergarten")];
  return [{ name: "the register at CONTRACT_BASE_URL", start: async () => external(baseUrl, environment) }];
}

function external(baseUrl: string, environment: Readonly<Record<string, string | undefined>>): Target {
  const token = environment["CONTRACT_TOKEN"];
  const given = environment["CONTRACT_PERSONS"];
  if (token === undefined || given === undefined) {
    throw new Error(
      "CONTRACT_BASE_URL needs CONTRACT_TOKEN and CONTRACT_PERSONS (JSON: writable, duplicate, manual, absent)",
    );
  }
  return {
    baseUrl,
    token,
    readToken: environment["CONTRACT_READ_TOKEN"] ?? null,
    subjects: subjects.parse(JSON.parse(given)),
    inside: null,
    close: async () => undefined,
  };
}

function simulated(kind: "school" | "kindergarten"): NamedTarget {
  return { name: `the simulated ${kind}`, start: () => startSimulated(kind) };
}

async function startSimulated(kind: "school" | "kindergarten"): Promise<Target> {
  const everyone = people(new Date());
  const maskinporten = await createTokenSigner("http://localhost/maskinporten/");
  const register = await startContactRegister({
    register: {
      id: kind,
      name: kind,
      kind,
      municipality: { orgNumber: MUNICIPALITY, name: "Prøvebygd kommune" },
    },
    persons: () => everyone.flatMap((person) => [...person[kind], ...secondRecord(person, kind)]),
    maskinporten,
    ...(kind === "kindergarten" && { spell: prefixed }),
  });
  const sign = (scope: string) => maskinporten.sign(machineClaims(scope, MUNICIPALITY));
  return {
    baseUrl: register.origin,
    token: await sign("contacts.read contacts.write contacts.optout"),
    readToken: await sign("contacts.read"),
    subjects: {
      writable: idOf(everyone, "kari"),
      duplicate: idOf(everyone, "dobbel"),
      manual: idOf(everyone, "d-nummer"),
      absent: idOf(everyone, "ukjent"),
    },
    inside: {
      endRelations: (personId) =>
        register.edit(personId, (entry) => ({ ...entry, relations: entry.relations.map(left) })),
      failWith: (status) => register.faults.set({ status }),
      makeAsynchronous: () => register.faults.set({ asynchronous: { pollsUntilDone: 1 } }),
      reset: register.reset,
    },
    close: register.close,
  };
}

/** The child has left; the relation is still on record. */
function left(relation: Relation): Relation {
  return { ...relation, place: { ...relation.place, status: "left" } };
}

/** The duplicate is the school's; the kindergarten gets one for these tests. */
function secondRecord(person: Person, kind: "school" | "kindergarten") {
  const [first] = person[kind];
  if (person.key !== "dobbel" || kind === "school" || first === undefined) return [];
  return [{ ...first, personId: `${first.personId}-2` }];
}

function idOf(everyone: readonly Person[], key: string): string {
  const person = everyone.find((candidate) => candidate.key === key);
  if (person === undefined) throw new Error(`No test person ${key}`);
  return person.nationalId;
}
