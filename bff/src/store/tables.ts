import type { Channel } from "@foresattportal/shared/contract/values.ts";
import type { ColumnType, Generated } from "kysely";
import type { LookupOccasion } from "../ports/lookup-log.ts";
import type { SyncTables } from "./sync-tables.ts";

type DatabaseTime = Generated<Date>;

/** What the database holds. National ids, names and contact data are in sealed columns alone; persons are found by keyed hash. */
export interface Tables extends SyncTables {
  sessions: {
    /** SHA-256 of the cookie's value: the table alone opens no session. */
    id_hash: string;
    /** ID-porten's session, for logout calls from there. */
    idporten_sid: string | null;
    subject: string;
    sealed: string;
    created_at: DatabaseTime;
    last_seen_at: DatabaseTime;
  };
  used_logout_tokens: {
    token_hash: string;
    expires_at: Date;
  };
  ended_idporten_sessions: {
    sid: string;
    ended_at: DatabaseTime;
  };
  refreshes: {
    subject: string;
    /** While in the future, one «Oppdater» is running. */
    lease_until: Date;
    next_allowed_at: Date;
    /** Failed ones in a row. */
    failures: Generated<number>;
  };
  /** Counted by `RateLimiterPostgres`, which knows its columns by their order. */
  rate_limits: {
    /** The limit's name and a keyed hash. */
    key: string;
    points: number;
    /** Milliseconds since 1970, by the clock of the process that counted. */
    expire: ColumnType<string | null, number | null, number | null>;
  };
  lookups: {
    looked_up_at: DatabaseTime;
    occasion: LookupOccasion;
    org_number: string;
    /** Keyed hash of the guardian who asked about herself; null where a run asked about many. */
    subject: string | null;
    persons: number;
    answered: boolean;
  };
  last_answers: {
    subject: string;
    register_id: string;
    answered_at: ColumnType<Date, Date, Date>;
    /** The answer itself, for a short time; null where none may be shown. */
    sealed: string | null;
    /** When it was sealed; where a copy was dropped, when that look-up began: only what was asked later is kept again. */
    sealed_at: Date | null;
  };
  overlay: {
    register_id: string;
    /** Keyed hashes: of the person, and of her value together with her. */
    person_key: string;
    field: Channel;
    value_hash: string;
    /** What KRR says of the value. */
    updated_at: Date | null;
    verified_at: Date | null;
    /** When it was last written or found. */
    fetched_at: DatabaseTime;
  };
}
