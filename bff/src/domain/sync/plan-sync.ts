import { CHANNELS } from "@foresattportal/shared/contract/values.ts";
import type { Channel } from "@foresattportal/shared/contract/values.ts";
import type { Change, ContactRecord } from "../contact-record.ts";
import type { KrrPerson } from "../krr-person.ts";
import type { NationalId } from "../national-id.ts";
import { normalForm } from "../normal-form.ts";
import {
  planContactWrites,
  type FieldPlan,
  type SkipReason,
  type WritePolicy,
} from "../plan-contact-writes.ts";
import type { Member, ProtectionGrade } from "./population.ts";
import { EMPTY_TALLY, type FieldResult, type Tally } from "./tally.ts";

/** KRR's word on one member; null when it gave none that can be used. */
export type KrrWord = KrrPerson | null;

/** What a write does to the field, as people would say it. */
export type ChangeKind = Extract<FieldResult, "changed" | "filled" | "emptied" | "confirmed">;

export interface PlannedChange {
  readonly change: Change & { readonly field: Channel };
  readonly kind: ChangeKind;
  /** The value that stands there now, as the register spells it. */
  readonly before: string | null;
}

/** All that is to be written to one version of one record. */
export interface PlannedWrite {
  readonly personId: string;
  readonly nationalId: NationalId;
  readonly etag: string;
  readonly changes: readonly PlannedChange[];
}

export interface SyncPlan {
  readonly writes: readonly PlannedWrite[];
  /** Everything that is not written, and the writes by what they would do. */
  readonly tally: Tally;
}

export interface SyncPolicy extends WritePolicy {
  /** Grades of address protection whose persons the municipality leaves out. */
  readonly exceptedGrades: ReadonlySet<ProtectionGrade>;
}

const RESULT_OF: Record<SkipReason, FieldResult> = {
  "up-to-date": "unchanged",
  "krr-has-nothing": "no-krr-data",
  "krr-expired": "krr-expired",
  "krr-invalid": "krr-invalid",
  "opted-out": "opted-out",
  blocked: "blocked",
  "read-only": "read-only",
  "verify-only": "verify-only",
  "not-active": "not-active",
};

/**
 * Plans the nightly run for members of one register by the same rules as «Oppdater» (`planContactWrites`). Promises
 * that whoever has no word of KRR, or is excepted, has no write; an excepted person counts as opted out, since no
 * report may tell how many are protected.
 *
 * @param words KRR's word on each member, in the order of the members.
 */
export function planSync(
  members: readonly Member[],
  words: readonly KrrWord[],
  policy: SyncPolicy,
  now: Date,
): SyncPlan {
  const writes: PlannedWrite[] = [];
  const counts = { ...EMPTY_TALLY, read: members.length, fields: { mobile: {}, email: {} } as FieldCounts };
  for (const [index, member] of members.entries()) {
    const word = words[index] ?? null;
    if (word === null) {
      counts.notLookedUp += 1;
      continue;
    }
    counts.lookedUp += 1;
    if (word.status === "not-registered") counts.notRegistered += 1;
    const plan = planMember(member, word, policy, now);
    counts.held += heldFields(member.record, plan);
    const write = writeOf(member, plan, counts.fields);
    if (write !== null) writes.push(write);
  }
  return { writes, tally: counts };
}

type FieldCounts = Record<Channel, Partial<Record<FieldResult, number>>>;

function planMember(
  { record, protection }: Member,
  word: KrrPerson,
  policy: SyncPolicy,
  now: Date,
): readonly FieldPlan[] {
  if (protection !== null && policy.exceptedGrades.has(protection))
    return CHANNELS.map((field) => ({ field, skip: "opted-out" }));
  return planContactWrites(record, word, policy, now);
}

function writeOf(member: Member, plan: readonly FieldPlan[], counts: FieldCounts): PlannedWrite | null {
  const { personId, etag, contact } = member.record;
  const changes = plan.flatMap((field): PlannedChange[] => {
    if ("skip" in field) {
      count(counts[field.field], RESULT_OF[field.skip]);
      return [];
    }
    const before = contact[field.field].value;
    const kind = kindOf(field.field, before, field.write.value);
    count(counts[field.field], kind);
    return [{ change: { ...field.write, field: field.field }, kind, before }];
  });
  return changes.length === 0 ? null : { personId, nationalId: member.nationalId, etag, changes };
}

function count(counts: Partial<Record<FieldResult, number>>, result: FieldResult): void {
  counts[result] = (counts[result] ?? 0) + 1;
}

function kindOf(field: Channel, before: string | null, after: string | null): ChangeKind {
  const old = normalForm(field, before);
  if (old === null) return "filled";
  const wanted = normalForm(field, after);
  if (wanted === null) return "emptied";
  return old.normal === wanted.normal ? "confirmed" : "changed";
}

function heldFields(record: ContactRecord, plan: readonly FieldPlan[]): number {
  return plan.filter(
    (field) =>
      (record.contact[field.field].value ?? "").trim() !== "" &&
      !(
        "skip" in field &&
        (field.skip === "opted-out" || field.skip === "blocked" || field.skip === "not-active")
      ),
  ).length;
}
