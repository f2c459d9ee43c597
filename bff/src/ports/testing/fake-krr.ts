import { NOT_REGISTERED, type KrrPerson } from "../../domain/krr-person.ts";
import type { NationalId } from "../../domain/national-id.ts";
import type { Krr } from "../krr.ts";

export interface FakeKrr extends Krr {
  /** The municipality of every look-up, in order. */
  readonly askedFor: readonly string[];
  put(nationalId: NationalId, person: KrrPerson): void;
  fail(broken: boolean): void;
}

/** Kontaktregisteret in memory; its contract test runs on the adapter too. */
export function createFakeKrr(): FakeKrr {
  const people = new Map<string, KrrPerson>();
  const askedFor: string[] = [];
  let broken = false;
  return {
    askedFor,
    put: (nationalId, person) => void people.set(nationalId.reveal(), person),
    fail: (now) => {
      broken = now;
    },
    lookup(nationalId, { orgNumber }) {
      askedFor.push(orgNumber);
      return Promise.resolve(
        broken
          ? { ok: false, failure: { upstream: "krr", kind: "unavailable" } }
          : { ok: true, value: people.get(nationalId.reveal()) ?? NOT_REGISTERED },
      );
    },
  };
}
