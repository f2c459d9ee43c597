import type { Clock } from "../ports/clock.ts";
import type { RecordEvent } from "../ports/events.ts";
import { expiryOf, type ClientKey } from "./client-keys.ts";

export interface WatchedKey {
  /** Whose key it is: the register at which it is posted. */
  readonly client: string;
  readonly key: ClientKey;
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** Long enough to have a new key made, posted and deployed by people who have other work too. */
export const WARN_DAYS = 30;

/**
 * Tells of keys near the end of their year (national-registers B.2), at once and every day, and once of those that do
 * not say how old they are.
 */
export function watchClientKeys(
  keys: readonly WatchedKey[],
  { clock, record }: { readonly clock: Clock; readonly record: RecordEvent },
): { stop(): void } {
  for (const { client, key } of keys)
    if (expiryOf(key) === null) record({ name: "client_key_age_unknown", client, kid: key.kid });
  const warn = (): void => {
    for (const { client, key } of keys) {
      const expiresAt = expiryOf(key);
      if (expiresAt === null) continue;
      const daysLeft = Math.floor((expiresAt.getTime() - clock().getTime()) / DAY_MS);
      if (daysLeft < WARN_DAYS) record({ name: "client_key_expires", client, kid: key.kid, daysLeft });
    }
  };
  warn();
  const daily = setInterval(warn, DAY_MS);
  return { stop: () => clearInterval(daily) };
}
