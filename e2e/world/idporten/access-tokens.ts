import { randomBytes } from "node:crypto";
import { noteCanaries } from "../../canary/ledger.ts";
import { signJwt } from "./sign-jwt.ts";
import { LIFETIMES } from "./options.ts";
import { pairwiseSubject } from "./provider.ts";
import type { LoginFacts } from "./id-token.ts";
import type { ApiRegistration, IdportenClient } from "./options.ts";
import type { SigningKeys } from "../signing-keys.ts";

export interface AccessTokens {
  /** A token that an API can check by itself, for the same access as the one ID-porten remembers. */
  selfContained(remembered: string, facts: LoginFacts, scope: string): Promise<string>;
  /** The token ID-porten remembers; a token that is not self-contained is that itself. */
  remembered(token: string): string;
}

interface AccessTokenOptions {
  issuer: string;
  keys: SigningKeys;
  clients: readonly IdportenClient[];
  /** Milliseconds. */
  clock: () => number;
}

/** Signs access tokens for the APIs of others, with the claims of national-registers B.6. */
export function createAccessTokens({ issuer, keys, clients, clock }: AccessTokenOptions): AccessTokens {
  const issued = new Map<string, string>();
  return {
    async selfContained(remembered, { accountId, clientId, acr }, scope) {
      const api = clients.find((client) => client.clientId === clientId)?.api;
      if (accountId === undefined || clientId === undefined || api === undefined) {
        throw new Error("A token for an API without a login or a registration behind it");
      }
      const now = Math.floor(clock() / 1000);
      const token = await signJwt(keys, {
        iss: issuer,
        sub: pairwiseSubject(clientId, accountId),
        pid: accountId,
        acr,
        client_id: clientId,
        client_amr: "private_key_jwt",
        ...organisations(api),
        scope,
        token_type: "Bearer",
        iat: now,
        exp: now + LIFETIMES.accessToken,
        jti: randomBytes(16).toString("base64url"),
      });
      noteCanaries("access token", token);
      issued.set(token, remembered);
      return token;
    },
    remembered: (token) => issued.get(token) ?? token,
  };
}

function organisations({ consumer, supplier }: ApiRegistration) {
  return {
    consumer: organisation(consumer),
    ...(supplier !== undefined && { supplier: organisation(supplier) }),
  };
}

const organisation = (orgNumber: string) => ({ authority: "iso6523-actorid-upis", ID: `0192:${orgNumber}` });
