import type { MachineTokens, TokenNeed } from "../maskinporten/index.ts";

export interface TestTokens extends MachineTokens {
  readonly needs: readonly TokenNeed[];
  readonly dropped: readonly string[];
}

/** Hands out `token-1` until it is dropped, then `token-2`, and so on. */
export function createTestTokens(): TestTokens {
  const needs: TokenNeed[] = [];
  const dropped: string[] = [];
  return {
    needs,
    dropped,
    token(need) {
      needs.push(need);
      return Promise.resolve({ ok: true, value: `token-${String(dropped.length + 1)}` });
    },
    drop(_need, refused) {
      dropped.push(refused);
    },
  };
}
