import { child, fresh, fromKrr, guardian, inKrr, since, typed } from "./describe.ts";
import type { ChannelSpec, EntrySpec, FieldSpec, KrrSpec, PersonSpec } from "./describe.ts";
import { personFrom } from "./person-from-spec.ts";
import type { Person } from "./person.ts";
import { syntheticIds } from "./synthetic-ids.ts";

export interface HouseholdOptions {
  readonly count: number;
  readonly now: Date;
  readonly seed?: number;
  /** National ids that are taken by the named people. */
  readonly taken?: ReadonlySet<string>;
  /** Where ids, numbers and addresses begin; people from different places have nothing in common. */
  readonly from?: HouseholdStart;
}

interface HouseholdStart {
  /** Below nine million, which is where the phone numbers end. */
  readonly index: number;
  /** The first individual number of the national ids, below 500. */
  readonly individual: number;
}

const GIVEN = [
  "Ada",
  "Bjørn",
  "Cecilie",
  "Daniel",
  "Elin",
  "Farid",
  "Guro",
  "Henrik",
  "Iben",
  "Jamal",
  "Lise",
  "Nils",
];
const FAMILY = [
  "Testesen",
  "Prøvehaug",
  "Syntetisk",
  "Forsøk",
  "Eksempelmo",
  "Øvelsrud",
  "Modellvik",
  "Utprøven",
];
/** Leaves the opaque ids below to the named people. */
const START: HouseholdStart = { index: 100_000, individual: 0 };
/** So far away that the households of one municipality never meet those of the other. */
export const NEIGHBOUR_START: HouseholdStart = { index: 5_000_000, individual: 250 };

/**
 * Further households with one or two guardians each, one at a time so that a hundred thousand fit in memory limits;
 * the same seed gives the same people.
 */
export function* households({
  count,
  now,
  seed = 1,
  taken = new Set(),
  from = START,
}: HouseholdOptions): Generator<Person> {
  const random = seededRandom(seed);
  const ids = syntheticIds(from.individual);
  let index = from.index;
  for (let household = 0; household < count; household += 1) {
    const family = pick(FAMILY, random);
    const guardians = random() < 0.7 ? 2 : 1;
    const children = 1 + Math.floor(random() * 3);
    for (let member = 0; member < guardians; member += 1) {
      const spec = guardianSpec({ nationalId: nextFree(ids, taken), family, children, index, random });
      yield personFrom(spec, index, now);
      index += 1;
    }
  }
}

type Random = () => number;

function guardianSpec(member: {
  nationalId: string;
  family: string;
  children: number;
  index: number;
  random: Random;
}): PersonSpec {
  const { nationalId, family, children, index, random } = member;
  const mobile = `+479${String(1_000_000 + index)}`;
  const email = `foresatt.${index}@example.no`;
  const entry = (): EntrySpec =>
    guardian({
      mobile: heldField(mobile, random),
      email: heldField(email, random),
      children: Array.from({ length: children }, () => child()),
    });
  const where = random();
  return {
    key: `husstand-${index}`,
    nationalId,
    name: `${pick(GIVEN, random)} ${family}`,
    special: "Generert til mengdeprøver",
    states: [],
    krr: krrSpec(mobile, email, random),
    ...(where < 0.8 && { school: [entry()] }),
    ...(where > 0.5 && { kindergarten: [entry()] }),
  };
}

function krrSpec(mobile: string, email: string, random: Random): KrrSpec | null {
  const kind = random();
  if (kind < 0.04) return null;
  if (kind < 0.06) return inKrr({ status: "SLETTET" });
  return inKrr({
    mobile: random() < 0.97 ? aged(mobile, random) : null,
    email: random() < 0.92 ? aged(email, random) : null,
    reserved: random() < 0.03 ? 24 : null,
    language: random() < 0.15 ? "nn" : "nb",
  });
}

function aged(value: string, random: Random): ChannelSpec {
  return random() < 0.85 ? fresh(value) : since(value, 36, Math.floor(random() * 30));
}

/** Mostly what KRR has; sometimes an older value, one typed by hand, or nothing. */
function heldField(value: string, random: Random): FieldSpec {
  const kind = random();
  if (kind < 0.75) return fromKrr(value);
  if (kind < 0.85) return fromKrr(older(value), { changed: 40, confirmed: 20 });
  if (kind < 0.95) return typed(random() < 0.5 ? value : older(value));
  return { value: null, origin: "unknown" };
}

function older(value: string): string {
  return value.includes("@") ? `gammel.${value}` : `+474${value.slice(4)}`;
}

function nextFree(ids: Generator<string>, taken: ReadonlySet<string>): string {
  const next = ids.next();
  if (next.done === true) throw new Error("More households than there are synthetic ids");
  return taken.has(next.value) ? nextFree(ids, taken) : next.value;
}

function pick(choices: readonly string[], random: Random): string {
  return choices[Math.floor(random() * choices.length)] ?? "";
}

/** mulberry32: small, fast and the same everywhere. */
function seededRandom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
