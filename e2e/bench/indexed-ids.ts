import { BIRTH_DAYS, birthPart, CONTROL_1, CONTROL_2 } from "../world/people/synthetic-ids.ts";

/**
 * Individual numbers 000–499 in groups of three that share their first two digits (0–2, 3–5, 6–8). Counting one up
 * moves the sums behind both check digits by amounts that 11 does not divide, so of three numbers in a row at most one
 * lacks the first digit and at most one the second: each group has a valid id on each day.
 */
const GROUPS = 150;
const GROUPS_IN_TEN = 3;
const GROUP_SIZE = 3;

/** How many persons there can be. */
export const MOST_PERSONS = GROUPS * BIRTH_DAYS;

const BIRTHS = Array.from({ length: BIRTH_DAYS }, (_, day) => birthPart(day));
const SUMS_1 = BIRTHS.map((birth) => weighed(birth, CONTROL_1));
const SUMS_2 = BIRTHS.map((birth) => weighed(birth, CONTROL_2));
const DAYS = new Map(BIRTHS.map((birth, day) => [birth, day]));
const INDIVIDUALS = Array.from({ length: 500 }, (_, number) => String(number).padStart(3, "0"));
const CHECKS = Array.from({ length: 100 }, (_, number) => String(number).padStart(2, "0"));

/** Promises each index below the most persons a synthetic id (month + 80) of its own with valid check digits. */
export function idOf(index: number): string {
  if (index >= MOST_PERSONS) throw new RangeError("There are not so many persons");
  const day = index % BIRTH_DAYS;
  const group = Math.floor(index / BIRTH_DAYS);
  const first = Math.floor(group / GROUPS_IN_TEN) * 10 + (group % GROUPS_IN_TEN) * GROUP_SIZE;
  for (let individual = first; individual < first + GROUP_SIZE; individual += 1) {
    const check = checkDigits(day, individual);
    if (check !== null) return `${BIRTHS[day]}${INDIVIDUALS[individual]}${check}`;
  }
  throw new Error("A group without a valid id");
}

/** The index of an id that {@link idOf} gives; null for any other text. */
export function indexOf(id: string): number | null {
  const day = DAYS.get(id.slice(0, 6));
  const individual = Number(id.slice(6, 9));
  if (day === undefined || !(individual >= 0 && individual < INDIVIDUALS.length)) return null;
  const place = Math.floor((individual % 10) / GROUP_SIZE);
  if (place >= GROUPS_IN_TEN) return null;
  const index = (Math.floor(individual / 10) * GROUPS_IN_TEN + place) * BIRTH_DAYS + day;
  return idOf(index) === id ? index : null;
}

function weighed(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, place) => sum + weight * Number(digits[place] ?? 0), 0);
}

/** Null for a number that has no check digits; the sums of the birth date are known beforehand, as this runs in millions. */
function checkDigits(day: number, individual: number): string | null {
  const hundreds = Math.floor(individual / 100);
  const tens = Math.floor(individual / 10) % 10;
  const units = individual % 10;
  const first = checkDigit(
    (SUMS_1[day] ?? 0) + hundreds * CONTROL_1[6] + tens * CONTROL_1[7] + units * CONTROL_1[8],
  );
  if (first === 10) return null;
  const second = checkDigit(
    (SUMS_2[day] ?? 0) +
      hundreds * CONTROL_2[6] +
      tens * CONTROL_2[7] +
      units * CONTROL_2[8] +
      first * CONTROL_2[9],
  );
  return second === 10 ? null : (CHECKS[first * 10 + second] ?? null);
}

/** 10 where there is none. */
function checkDigit(sum: number): number {
  return (11 - (sum % 11)) % 11;
}
