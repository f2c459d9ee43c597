import type { Capabilities } from "../domain/contact-record.ts";
import type { SystemKind } from "@foresattportal/shared/contract/values.ts";
import type { UpstreamResult } from "./upstream-result.ts";

/** What ID-porten's metadata says, as far as the portal depends on it; null where it says nothing. */
export interface IdportenMetadata {
  readonly issuer: string;
  /** Names of the addresses that it gives. */
  readonly addresses: ReadonlySet<string>;
  /** Addresses that the portal would ask and that are not among the hosts it may ask. */
  readonly refusedByUs: readonly string[];
  /** An address that is none of ID-porten's own; null where all are. */
  readonly foreign: string | null;
  readonly levels: readonly string[] | null;
  readonly challengeMethods: readonly string[] | null;
  readonly clientAuthentication: readonly string[] | null;
  readonly assertionAlgorithms: readonly string[] | null;
  readonly idTokenAlgorithms: readonly string[] | null;
  readonly frontChannelLogout: boolean | null;
  readonly backChannelLogout: boolean | null;
}

export interface IdportenInspection {
  metadata(): Promise<UpstreamResult<IdportenMetadata>>;
  /** How many of ID-porten's keys can check a signature. */
  signingKeys(): Promise<UpstreamResult<number>>;
  /**
   * Pushes the request with which a log-in begins, signed by this key of ours. Nobody is led to it, and it dies after
   * two minutes.
   */
  pushLogin(kid: string): Promise<UpstreamResult<null>>;
}

export interface KrrInspection {
  /**
   * Asks KRR about nobody, with a token for this municipality. Promises `ok` only for an answer that KRR itself gives to
   * somebody whom it lets in.
   */
  ask(municipality: { readonly orgNumber: string }): Promise<UpstreamResult<null>>;
}

/** How a register presents itself; null where it does not say, or not in a way that the contract knows. */
export interface RegisterPresentation {
  readonly capabilities: Capabilities;
  readonly apiVersion: string | null;
  readonly kind: SystemKind | null;
  readonly orgNumber: string | null;
}

export interface RegisterInspection {
  present(): Promise<UpstreamResult<RegisterPresentation>>;
}

/** What can be seen of the database without writing to it. */
export type DatabaseState =
  | {
      readonly state: "open";
      /** The major version of Postgres, whichever engine runs it. */
      readonly version: number;
      /** Migrations of this release that have not run. */
      readonly pending: readonly string[];
      /** Migrations that have run and that this release does not know. */
      readonly unknown: readonly string[];
      readonly readOnly: boolean;
      /** Whether the schema may be changed by the portal's user. */
      readonly mayMigrate: boolean;
      /** Whether the schema of the job queue is there or may be made. */
      readonly mayHaveJobs: boolean;
      /** How far its clock is ahead of ours. */
      readonly aheadSeconds: number;
    }
  /** SQLSTATE or the driver's own code. */
  | { readonly state: "unreachable"; readonly code: string }
  /** PGlite: its folder is open in another process, does not exist yet, or there is none. */
  | { readonly state: "in-use" | "absent" | "in-memory" };

export interface DatabaseInspection {
  look(): Promise<DatabaseState>;
}
