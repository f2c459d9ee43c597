import type { Clock } from "../ports/clock.ts";

/** A client's private key as a JWK; `iat` and `exp` in seconds, where its owner has noted them (OpenID Federation 1.0). */
export interface ClientKey {
  readonly kty: "RSA";
  readonly kid: string;
  readonly n: string;
  readonly e: string;
  readonly d: string;
  readonly iat?: number | undefined;
  readonly exp?: number | undefined;
  readonly [member: string]: unknown;
}

export interface ClientKeys {
  /**
   * Makes a call that a key signs for, and makes it again with the next key while the register refuses the one used.
   * Promises to try each key once at most, and to begin the next time with the one that was taken.
   */
  use<T>(call: (key: ClientKey) => Promise<T>, refused: (outcome: T) => boolean): Promise<T>;
}

/** A registered key lives for a year from its posting (national-registers B.2). */
const LIVES_SECONDS = 365 * 24 * 60 * 60;

/** When the register forgets the key; null when the key does not say how old it is. */
export function expiryOf({ iat, exp }: ClientKey): Date | null {
  const seconds = exp ?? (iat === undefined ? undefined : iat + LIVES_SECONDS);
  return seconds === undefined ? null : new Date(seconds * 1000);
}

/**
 * A client's keys, which rotate by adding: whether the new one is first registered or first configured does not matter,
 * since the one that the register knows is found by trying.
 */
export function createClientKeys(keys: readonly ClientKey[], clock: Clock): ClientKeys {
  let taken: ClientKey | null = null;

  function inOrder(): readonly ClientKey[] {
    const now = clock();
    const alive = keys.filter((key) => (expiryOf(key) ?? now) >= now);
    // When all are past their time the register has the last word: a key that is posted again lives again.
    const usable = alive.length > 0 ? alive : keys;
    return taken !== null && usable.includes(taken)
      ? [taken, ...usable.filter((key) => key !== taken)]
      : usable;
  }

  return {
    async use(call, refused) {
      const [first, ...others] = inOrder();
      if (first === undefined) throw new TypeError("a client without a key");
      let outcome = await call(first);
      for (const key of others) {
        if (!refused(outcome)) break;
        const next = await call(key);
        if (!refused(next)) taken = key;
        outcome = next;
      }
      return outcome;
    },
  };
}
