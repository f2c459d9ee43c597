import { z } from "zod";

/** Far more than a system holds of one person. */
const MOST_OF_ONE = 100;

/** The form of a list in an answer about one person: one that is no such answer is not looked through (OB6). */
export function shortListOf<T extends z.ZodType>(element: T) {
  return z.array(z.unknown()).max(MOST_OF_ONE).pipe(z.array(element));
}
