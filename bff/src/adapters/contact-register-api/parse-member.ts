import { NationalId } from "../../domain/national-id.ts";
import {
  PROTECTION_GRADES,
  type Member,
  type ProtectionGrade,
  type Quarantined,
} from "../../domain/sync/population.ts";
import { toContactRecord } from "./map.ts";
import { memberBody } from "./schema.ts";

const ELEVEN_DIGITS = /(?<!\d)\d{11}(?!\d)/;

const { personId: idBody } = memberBody.shape;

/**
 * Reads one person of an answer by itself. Promises the member, or what is wrong as a place in the record and never a
 * value; a register's id that holds a national id counts as wrong, since it would stand in addresses and reports.
 */
export function parseMember(person: unknown): Member | Quarantined {
  const parsed = memberBody.safeParse(person);
  if (!parsed.success) {
    const place = parsed.error.issues[0]?.path.join(".") ?? "";
    return { personId: readableId(person), fault: place === "" ? "no record" : `at ${place}` };
  }
  const { data } = parsed;
  if (holdsNationalId(data.personId)) return { personId: null, fault: "at personId" };
  const nationalId = NationalId.parse(data.nationalId);
  if (nationalId === null) return { personId: data.personId, fault: "at nationalId" };
  return { nationalId, record: toContactRecord(data), protection: toProtection(data.addressProtection) };
}

/** An answer that does not say whether somebody is protected is read as if she were (rule 7). */
function toProtection(value: unknown): ProtectionGrade | null {
  return value === "none" ? null : (PROTECTION_GRADES.find((grade) => grade === value) ?? "unknown");
}

function readableId(person: unknown): string | null {
  if (typeof person !== "object" || person === null || !("personId" in person)) return null;
  const { success, data } = idBody.safeParse(person.personId);
  return success && !holdsNationalId(data) ? data : null;
}

function holdsNationalId(personId: string): boolean {
  const digits = ELEVEN_DIGITS.exec(personId)?.[0];
  return digits !== undefined && NationalId.parse(digits) !== null;
}
