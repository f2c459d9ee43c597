import { noteAll } from "../../canary/ledger.ts";
import { contactCanaries } from "../../canary/people-canaries.ts";
import type { KrrChannel, KrrEntry } from "../people/person.ts";
import { createChangeLog } from "./change-log.ts";
import type { ChangeLog } from "./change-log.ts";

export type KrrChannelName = "mobile" | "email";
export type KrrSource = () => Iterable<{ readonly nationalId: string; readonly krr: KrrEntry | null }>;

const NOTHING: KrrEntry = { status: "AKTIV", reservedAt: null, language: null, mobile: null, email: null };

/** The register's data in memory; Min profil writes it and KRR's API reads it. */
export interface KrrStore {
  find(nationalId: string): KrrEntry | null;
  /** Changes a person's entry, who becomes registered and active by it. */
  update(nationalId: string, change: (entry: KrrEntry) => KrrEntry): KrrEntry;
  /** Removes a person, of whom nothing is left but that she was here: SLETTET. */
  remove(nationalId: string): KrrEntry;
  /** Every change since the start, those that made the data at the start included. */
  readonly changes: ChangeLog;
  /** Uses up so many change numbers for nobody, so that pages of the feed come short or empty. */
  skipChanges(count: number): void;
  /** Promises true only when another active person has the same value, however written. */
  isDuplicated(channel: KrrChannelName, value: string): boolean;
  /** Everything as it was at the start. */
  reset(): void;
}

/** Reads the source once, and again at each reset. */
export function createKrrStore(source: KrrSource): KrrStore {
  const entries = new Map<string, KrrEntry>();
  const holders = new Map<string, number>();
  const changes = createChangeLog();
  const count = (channel: KrrChannelName, held: KrrChannel | null, step: 1 | -1) => {
    if (held === null) return;
    const key = holderKey(channel, held.value);
    holders.set(key, (holders.get(key) ?? 0) + step);
  };
  const put = (nationalId: string, entry: KrrEntry) => {
    const before = entries.get(nationalId);
    for (const channel of ["mobile", "email"] as const) {
      count(channel, before?.[channel] ?? null, -1);
      count(channel, entry[channel], 1);
    }
    entries.set(nationalId, entry);
    changes.add(nationalId);
    return entry;
  };
  const reset = () => {
    entries.clear();
    holders.clear();
    changes.clear();
    for (const { nationalId, krr } of source()) if (krr !== null) put(nationalId, krr);
  };
  reset();
  return {
    reset,
    find: (nationalId) => entries.get(nationalId) ?? null,
    update(nationalId, change) {
      const changed = change(entries.get(nationalId) ?? NOTHING);
      noteAll(contactCanaries([changed.mobile?.value, changed.email?.value], true));
      return put(nationalId, { ...changed, status: "AKTIV" });
    },
    remove: (nationalId) => put(nationalId, { ...NOTHING, status: "SLETTET" }),
    changes,
    skipChanges: changes.skip,
    isDuplicated: (channel, value) => (holders.get(holderKey(channel, value)) ?? 0) > 1,
  };
}

/** national-registers A.7: spaces, `_` and `-` do not count, `00` is `+`, eight digits are Norwegian. */
function holderKey(channel: KrrChannelName, value: string): string {
  if (channel === "email") return value.trim().toLowerCase();
  const digits = value.replaceAll(/[ _-]/g, "").replace(/^00/, "+");
  return /^\d{8}$/.test(digits) ? `+47${digits}` : digits;
}
