import type { Channel } from "@foresattportal/shared/contract/values.ts";
import type { ColumnType, Generated } from "kysely";
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
  refreshes: {
    subject: string;
    /** While in the future, one «Oppdater» is running. */
    lease_until: Date;
    next_allowed_at: Date;
    /** Failed ones in a row. */
    failures: Generated<number>;
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
