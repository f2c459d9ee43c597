import { NationalId } from "../../domain/national-id.ts";

const WEIGHTS = [
  [3, 7, 6, 1, 8, 9, 4, 5, 2],
  [5, 4, 3, 2, 7, 6, 5, 4, 3, 2],
] as const;

/** Promises so many different synthetic persons (month + 80), and the same ones each time. */
export function manyNationalIds(count: number): readonly NationalId[] {
  const ids: NationalId[] = [];
  for (let number = 0; ids.length < count; number += 1) {
    const day = String(1 + (number % 28)).padStart(2, "0");
    const year = String(50 + (Math.floor(number / 28) % 50)).padStart(2, "0");
    const serial = String(Math.floor(number / 1400) % 500).padStart(3, "0");
    const id = NationalId.parse(withCheckDigits(`${day}81${year}${serial}`));
    // Some numbers have no check digits.
    if (id !== null) ids.push(id);
  }
  return ids;
}

function withCheckDigits(nine: string): string {
  let digits = nine;
  for (const weights of WEIGHTS) {
    const sum = weights.reduce((total, weight, place) => total + weight * Number(digits[place]), 0);
    digits += String((11 - (sum % 11)) % 11);
  }
  return digits;
}
