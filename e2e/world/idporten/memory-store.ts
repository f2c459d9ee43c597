import { decodeJwt, UnsecuredJWT } from "jose";
import type { Adapter, AdapterPayload } from "oidc-provider";
import { noteCanaries } from "../../canary/ledger.ts";
import { LIFETIMES } from "./options.ts";

export interface MemoryStore {
  /** One table per model, as oidc-provider asks for it. */
  adapter(model: string): Adapter;
  /** The id of the SSO session in which some client knows the person by this `sid`. */
  sessionUidOf(sid: string): string | undefined;
}

/** Keeps everything oidc-provider remembers, for as long as the server runs; expiry is judged by oidc-provider. */
export function createMemoryStore(): MemoryStore {
  const tables = new Map<string, Map<string, AdapterPayload>>();
  const tableOf = (model: string) => {
    const table = tables.get(model) ?? new Map<string, AdapterPayload>();
    tables.set(model, table);
    return table;
  };
  return {
    adapter: (model) => createAdapter(model, tableOf(model)),
    sessionUidOf(sid) {
      const sessions = [...tableOf("Session").values()];
      const knows = ({ authorizations = {} }: AdapterPayload) =>
        Object.values(authorizations).some((authorization) => authorization.sid === sid);
      return sessions.find(knows)?.uid;
    },
  };
}

function createAdapter(model: string, table: Map<string, AdapterPayload>): Adapter {
  const first = (matches: (row: AdapterPayload) => boolean) => [...table.values()].find(matches);
  return {
    async upsert(id, payload) {
      noteSecrets(model, id, payload);
      table.set(id, model === "PushedAuthorizationRequest" ? prolong(payload) : payload);
    },
    find: async (id) => table.get(id),
    findByUid: async (uid) => first((row) => row.uid === uid),
    findByUserCode: async (userCode) => first((row) => row.userCode === userCode),
    async consume(id) {
      const row = table.get(id);
      if (row !== undefined) table.set(id, { ...row, consumed: Math.floor(Date.now() / 1000) });
    },
    async destroy(id) {
      table.delete(id);
    },
    async revokeByGrantId(grantId) {
      for (const [id, row] of table) if (row.grantId === grantId) table.delete(id);
    },
  };
}

/** The id of what oidc-provider keeps is the secret by which it is fetched. */
function noteSecrets(model: string, id: string, { request }: AdapterPayload): void {
  if (model === "AuthorizationCode") noteCanaries("authorization code", id);
  if (model === "AccessToken" || model === "RefreshToken") noteCanaries("access token", id);
  if (model !== "PushedAuthorizationRequest" || request === undefined) return;
  noteCanaries("pushed request", id);
  const { state, nonce } = decodeJwt(request);
  if (typeof state === "string") noteCanaries("state", state);
  if (typeof nonce === "string") noteCanaries("nonce", nonce);
}

// oidc-provider lets a pushed request live 60 s, without a setting for it; ID-porten says 120 s.
function prolong(payload: AdapterPayload): AdapterPayload {
  if (payload.request === undefined || payload.iat === undefined) return payload;
  const exp = payload.iat + LIFETIMES.pushedRequest;
  return { ...payload, exp, request: new UnsecuredJWT({ ...decodeJwt(payload.request), exp }).encode() };
}
