import type { TokenVerifierOptions } from "../maskinporten/index.ts";
import type { ContactFieldName, RegisterEntry } from "../people/register-entry.ts";
import type { UpstreamFault } from "../upstream-faults.ts";
import type { Holds } from "./holds.ts";
import type { Asynchronous } from "./operations.ts";

/** Who the register is, as its capabilities tell. */
export interface RegisterIdentity {
  readonly id: string;
  readonly name: string;
  readonly kind: "school" | "kindergarten";
  readonly municipality: { readonly orgNumber: string; readonly name: string };
}

export interface ContactRegisterOptions {
  /** 0 or absent: any free port. */
  readonly port?: number;
  readonly register: RegisterIdentity;
  /** Read at the start and at each reset. */
  readonly persons: () => Iterable<RegisterEntry>;
  readonly maskinporten: TokenVerifierOptions;
  /** Organisation numbers that tokens must be issued for; any unless told. */
  readonly consumers?: readonly string[];
  readonly now?: () => Date;
  readonly maxBatch?: number;
  /** Everything unless told. */
  readonly holds?: Holds;
  /** How the register writes what it is given; as given unless told. */
  readonly spell?: (field: ContactFieldName, value: string) => string;
}

export interface RegisterFault extends UpstreamFault {
  /** Nothing is writable: capabilities say so, and writes are refused. */
  readonly readOnly?: boolean;
  /** Somebody else changes the person right before the next write. */
  readonly conflictOnce?: boolean;
  /** Somebody else changes the person right before every write. */
  readonly conflictAlways?: boolean;
  /** Writes answer 202 and take effect later. */
  readonly asynchronous?: Asynchronous;
  /** The first so many persons of each page of a population lack something that the contract demands. */
  readonly malformed?: number;
  /** Pages of a population come with 200, with the cursors that they should have, and without persons. */
  readonly emptyPages?: boolean;
  /** From 0 to 1: only the first of the population are told, up to this share. */
  readonly share?: number;
  /** Each page of a population but the first begins with the last person of the page before. */
  readonly repeats?: boolean;
}

export interface RegisterCalls {
  requests: number;
  reads: number;
  writes: number;
}
