/** The weights of the two check digits. */
export const CONTROL_1 = [3, 7, 6, 1, 8, 9, 4, 5, 2] as const;
export const CONTROL_2 = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2] as const;
const FIRST_BIRTH = Date.UTC(1970, 0, 1);
/** Days on which somebody is born here. */
export const BIRTH_DAYS = 10_950;
const DAY = 24 * 60 * 60 * 1000;

/**
 * Promises synthetic ids (month + 80) with valid check digits, in a fixed order and never the same twice; some 4
 * million, less those whose individual number is below the first one asked for.
 */
export function* syntheticIds(firstIndividual = 0): Generator<string> {
  // 000–499 are the individual numbers of people born 1900–1999.
  for (let individual = firstIndividual; individual < 500; individual += 1) {
    for (let day = 0; day < BIRTH_DAYS; day += 1) {
      const id = withCheckDigits(birthPart(day) + String(individual).padStart(3, "0"));
      if (id !== null) yield id;
    }
  }
}

/** The first six digits of whoever is born on this day, counted from 0. */
export function birthPart(day: number): string {
  const [year = "", month = "", date = ""] = new Date(FIRST_BIRTH + day * DAY)
    .toISOString()
    .slice(0, 10)
    .split("-");
  return `${date}${Number(month) + 80}${year.slice(2)}`;
}

/** Null for the one number in eleven that has no check digit. */
function withCheckDigits(nine: string): string | null {
  const first = checkDigit(nine, CONTROL_1);
  const second = first === null ? null : checkDigit(`${nine}${first}`, CONTROL_2);
  return second === null ? null : `${nine}${first}${second}`;
}

function checkDigit(digits: string, weights: readonly number[]): number | null {
  const sum = weights.reduce((total, weight, place) => total + weight * Number(digits[place]), 0);
  const digit = (11 - (sum % 11)) % 11;
  return digit === 10 ? null : digit;
}
