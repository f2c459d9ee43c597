import type { RegisterEntry } from "../people/register-entry.ts";
import type { RegisterFault } from "./options.ts";
import type { RegisterStore, StoredPerson } from "./store.ts";
import type { Population } from "./requests.ts";

const CURSOR_LIFETIME = 24 * 60 * 60 * 1000;

export interface PageQuery {
  readonly population: Population;
  readonly modifiedSince: Date | null;
  readonly limit: number;
}

export interface Page {
  readonly persons: readonly StoredPerson[];
  readonly lastId: string | null;
}

/** The next persons of a population as it is now: who left it since the page before is not told any more. */
export function readPage(
  store: RegisterStore,
  query: PageQuery,
  after: string | null,
  now: Date,
  { share, repeats }: RegisterFault = {},
): Page {
  const last = after === null ? null : store.find(after);
  // A page that held but the person of the page before would lead nowhere.
  const again = repeats === true && last !== null && query.limit > 1 ? [last] : [];
  const told = share === undefined ? store.after(after) : behind(after, firstOf(store, share, query, now));
  const persons: StoredPerson[] = [...again];
  for (const person of told) {
    if (!belongs(person.entry, query, now)) continue;
    // Only one more person than the page holds proves that another page follows.
    if (persons.length === query.limit) return { persons, lastId: persons.at(-1)?.entry.personId ?? null };
    persons.push(person);
  }
  return { persons, lastId: null };
}

/** As of an export that broke off: whoever stands behind this share of the population is missing. */
function firstOf(store: RegisterStore, share: number, query: PageQuery, now: Date): readonly StoredPerson[] {
  const everyone = [...store.after(null)].filter(({ entry }) => belongs(entry, query, now));
  return everyone.slice(0, Math.round(everyone.length * share));
}

function behind(after: string | null, persons: readonly StoredPerson[]): readonly StoredPerson[] {
  return after === null ? persons : persons.filter(({ entry }) => entry.personId > after);
}

function belongs(entry: RegisterEntry, { population, modifiedSince }: PageQuery, now: Date): boolean {
  if (entry.status !== "active" || (modifiedSince !== null && entry.modifiedAt < modifiedSince)) return false;
  const today = now.toISOString().slice(0, 10);
  const lasts = ({ validTo }: { validTo: string | null }) => validTo === null || validTo >= today;
  return population === "active-guardians"
    ? entry.relations.some((relation) => relation.place.status === "active" && lasts(relation))
    : entry.positions.some(lasts);
}

/** Writes where a reader stands; opaque to him. */
export function writeCursor(query: PageQuery, lastId: string, now: Date): string {
  return Buffer.from(JSON.stringify([fingerprint(query), now.getTime(), lastId])).toString("base64url");
}

/** Promises null for a cursor that is not ours, is of another query, or is older than 24 h. */
export function readCursor(cursor: string, query: PageQuery, now: Date): string | null {
  const parts = parse(Buffer.from(cursor, "base64url").toString());
  if (!Array.isArray(parts)) return null;
  const [print, issuedAt, lastId]: unknown[] = parts;
  if (print !== fingerprint(query) || typeof issuedAt !== "number" || typeof lastId !== "string") return null;
  return now.getTime() - issuedAt > CURSOR_LIFETIME ? null : lastId;
}

function fingerprint({ population, modifiedSince }: PageQuery): string {
  return `${population} ${modifiedSince?.toISOString() ?? ""}`;
}

function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return null;
  }
}
