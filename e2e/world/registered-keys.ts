/** Which keys each client has registered at Digdir now. */
export interface RegisteredKeys {
  /** Posts keys by their `kid`: whatever was registered before is replaced (national-registers B.2). */
  post(clientId: string, kids: readonly string[]): void;
  has(clientId: string, kid: unknown): boolean;
  /** As at the start. */
  reset(): void;
}

interface Client {
  readonly clientId: string;
  readonly publicJwk: { readonly kid?: string };
}

/** Begins with the one key that each client was registered with. */
export function createRegisteredKeys(clients: readonly Client[]): RegisteredKeys {
  const first = () =>
    new Map(clients.map(({ clientId, publicJwk }) => [clientId, new Set<unknown>([publicJwk.kid])]));
  let posted = first();
  return {
    post: (clientId, kids) => void posted.set(clientId, new Set(kids)),
    has: (clientId, kid) => posted.get(clientId)?.has(kid) === true,
    reset: () => void (posted = first()),
  };
}
