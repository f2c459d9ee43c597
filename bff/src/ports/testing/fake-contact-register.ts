import type { Capabilities, Change, ContactField, ContactRecord } from "../../domain/contact-record.ts";
import type { NationalId } from "../../domain/national-id.ts";
import type { Register } from "../../domain/register.ts";
import type { ContactRegister, RegisterWrite } from "../contact-register.ts";
import type { UpstreamFailure, UpstreamResult } from "../upstream-result.ts";
import { asHeld, isNotKrrs } from "./without-origin.ts";

/** `lost`: the register does its work and its answer never arrives. */
export type RegisterFault = "unavailable" | "refused" | "lost";
type Operation = "capabilities" | "lookup" | "write";

export interface FakeContactRegister extends ContactRegister {
  /** Every call as it came in, a write with its fields: `lookup`, `write p-1 mobile`. */
  readonly calls: readonly string[];
  /** Adds a record, or replaces the one of the same `personId`. */
  put(nationalId: NationalId, record: ContactRecord): void;
  record(personId: string): ContactRecord;
  /** From now on these fields alone are writable; every other write is refused. */
  allow(writable: Capabilities["writable"]): void;
  /** `null` makes the operation work again. */
  fail(operation: Operation, fault: RegisterFault | null): void;
  /** Runs when a write has arrived and before it is looked at: what somebody else does at the same time. */
  beforeWrite(meanwhile: () => void): void;
}

/** A register in memory that keeps the semantics of Contact Register API v1; its contract test runs on the adapter too. */
export function createFakeContactRegister(
  register: Register,
  capabilities: Capabilities = {
    writable: new Set(["email", "mobile", "workPhone"]),
    holdsOrigin: true,
    holdsOptOut: true,
  },
): FakeContactRegister {
  const contents = createContents();
  const { fail, answer } = createFaults(register);
  const calls: string[] = [];
  let can = capabilities;
  let meanwhile: (() => void) | null = null;
  return {
    register,
    calls,
    put: contents.put,
    record: (personId) => contents.held(personId).record,
    allow: (writable) => {
      can = { ...can, writable };
    },
    fail,
    beforeWrite: (work) => {
      meanwhile = work;
    },
    capabilities() {
      calls.push("capabilities");
      return answer("capabilities", () => can);
    },
    lookup(nationalId) {
      calls.push("lookup");
      return answer("lookup", () => contents.recordsOf(nationalId));
    },
    write(version, changes) {
      calls.push(`write ${version.personId} ${changes.map(({ field }) => field).join(" ")}`);
      meanwhile?.();
      return answer("write", () =>
        changes.every(({ field }) => can.writable.has(field))
          ? contents.write(version, changes, can)
          : "refused",
      );
    },
  };
}

interface Held {
  readonly id: string;
  readonly record: ContactRecord;
}

function createContents() {
  const people = new Map<string, Held>();
  const earlier = new Map<string, RegisterWrite>();

  function held(personId: string): Held {
    const person = people.get(personId);
    if (person === undefined) throw new Error(`the fake register holds no ${personId}`);
    return person;
  }

  return {
    held,
    put: (nationalId: NationalId, record: ContactRecord): void =>
      void people.set(record.personId, { id: nationalId.reveal(), record }),
    recordsOf: (nationalId: NationalId): readonly ContactRecord[] =>
      [...people.values()].filter(({ id }) => id === nationalId.reveal()).map(({ record }) => record),
    /** The same write to the same version once more has the first outcome and no second effect. */
    write(version: ContactRecord, changes: readonly Change[], can: Capabilities): RegisterWrite {
      const key = JSON.stringify([version.personId, version.etag, changes]);
      const before = earlier.get(key);
      if (before !== undefined) return before;
      const { id, record } = held(version.personId);
      const outcome = outcomeOf(record, version, changes);
      if (outcome === "written") people.set(version.personId, { id, record: applied(record, changes, can) });
      earlier.set(key, outcome);
      return outcome;
    },
  };
}

function createFaults({ id }: Register) {
  const faults = new Map<Operation, RegisterFault | null>();
  const failure = (kind: UpstreamFailure["kind"]) =>
    ({ ok: false, failure: { upstream: id, kind } }) as const;
  return {
    fail: (operation: Operation, fault: RegisterFault | null): void => void faults.set(operation, fault),
    answer<T>(operation: Operation, work: () => T): Promise<UpstreamResult<T>> {
      const fault = faults.get(operation) ?? null;
      if (fault === "unavailable" || fault === "refused") return Promise.resolve(failure(fault));
      const value = work();
      return Promise.resolve(fault === "lost" ? failure("timeout") : { ok: true, value });
    },
  };
}

function outcomeOf(
  { etag, contact }: ContactRecord,
  version: ContactRecord,
  changes: readonly Change[],
): RegisterWrite {
  if (etag !== version.etag) return "conflict";
  return changes.some((change) => isNotKrrs(contact[change.field], change)) ? "refused" : "written";
}

function applied(record: ContactRecord, changes: readonly Change[], can: Capabilities): ContactRecord {
  const contact = { ...record.contact };
  for (const change of changes) contact[change.field] = asHeld(appliedTo(contact[change.field], change), can);
  return { ...record, etag: String(Number(record.etag) + 1), contact };
}

function appliedTo(
  held: ContactField,
  { value, origin, originUpdatedAt, originVerifiedAt }: Change,
): ContactField {
  // An opted-out field keeps its value, also an empty one (contact-register-api, semantics).
  if (origin === "krr" && held.optedOut) return held;
  return {
    ...held,
    value,
    origin,
    originUpdatedAt: originUpdatedAt ?? null,
    originVerifiedAt: originVerifiedAt ?? null,
  };
}
