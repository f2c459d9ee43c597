import { randomUUID } from "node:crypto";
import type { RegisterClient } from "./register-client.ts";
import type { Person } from "./shapes.ts";

type Field = "email" | "mobile";

export const VALUES = {
  email: { krr: "fra.krr@example.no", krrOtherwise: " Fra.KRR@Example.no", typed: "tastet@example.no" },
  mobile: { krr: "+4791234567", krrOtherwise: "912 34 567", typed: "400 00 001" },
} as const;

/** Brings a field into a state through the contract alone, so that the tests run against any register. */
export function createArrange(client: RegisterClient, nationalId: string) {
  const subject = async (): Promise<Person> => {
    const [found] = await client.lookup(nationalId);
    if (found === undefined) throw new Error("The register does not hold the test person");
    return found;
  };
  const write = async (target: Person, field: Field, value: string | null, origin: "krr" | "manual") => {
    const { personId, etag } = target;
    const [result] = await client.updates([
      { key: randomUUID(), personId, ifMatch: etag, changes: [{ field, value, origin }] },
    ]);
    if (result?.outcome !== "updated" && result?.outcome !== "unchanged") {
      throw new Error(`Could not arrange ${field}: ${String(result?.outcome)}`);
    }
    return client.get(personId);
  };
  /** Only an opted-out field takes a typed value whatever it held before. */
  const optedOut = async (field: Field, value: string | null) =>
    write(await client.optOut(await subject(), field, true), field, value, "manual");
  const typed = async (field: Field, value: string | null) =>
    client.optOut(await optedOut(field, value), field, false);
  const fromKrr = async (field: Field, value: string) => write(await typed(field, null), field, value, "krr");
  return { subject, optedOut, typed, fromKrr };
}
