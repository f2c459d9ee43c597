import type { ContactFieldView, KrrChannelView } from "@foresattportal/shared/contract/profile.ts";
import type { Channel } from "@foresattportal/shared/contract/values.ts";
import { freshness, lastConfirmed } from "./freshness.ts";
import type { KrrPerson } from "./krr-person.ts";
import { normalForm } from "./normal-form.ts";
import { planContactWrites, type FieldPlan } from "./plan-contact-writes.ts";
import type { HeldRecord, KrrAnswer } from "./register-answer.ts";

export type KrrView = Pick<ContactFieldView, "krr" | "takenFromKrrIn">;

/** What KRR holds for one field, and the registers that take it from there. */
export function buildKrrView(
  field: Channel,
  records: readonly HeldRecord[],
  krr: KrrAnswer,
  now: Date,
): KrrView {
  return {
    krr: krrChannel(field, krr, now),
    takenFromKrrIn: krr.state === "off" ? [] : takersOf(field, records, now),
  };
}

function krrChannel(field: Channel, krr: KrrAnswer, now: Date): KrrChannelView {
  if (krr.state === "off" || krr.state === "unavailable" || krr.data.status !== "active")
    return { state: "not-known" };
  if (krr.data.withheld === true) return { state: "withheld" };
  const channel = krr.data.channels[field];
  const form = normalForm(field, channel?.value ?? null);
  if (channel === null || form === null) return { state: "none" };
  if (!form.usable) return { state: "unusable", display: form.display };
  return {
    state: freshness(channel, now),
    value: form.normal,
    display: form.display,
    confirmedAt: lastConfirmed(channel)?.toISOString() ?? null,
    duplicate: channel.duplicate,
  };
}

/** Somebody of whom KRR tells everything, and anew: the plan shows what a register takes, whatever KRR tells just now. */
function fullyTold(now: Date): KrrPerson {
  const channel = { updatedAt: now, verifiedAt: now, duplicate: false };
  const channels = {
    mobile: { ...channel, value: "+4740000000" },
    email: { ...channel, value: "a@example.no" },
  };
  return { status: "active", reserved: false, language: null, channels };
}

function takersOf(field: Channel, records: readonly HeldRecord[], now: Date): string[] {
  const told = fullyTold(now);
  const takers = records.filter((held) => {
    const plan = planFor(field, held, told, now);
    return plan !== undefined && ("write" in plan || plan.skip === "up-to-date");
  });
  return [...new Set(takers.map(({ register }) => register.id))].sort();
}

/** What «Oppdater» would do to this field of this record, were this what KRR tells. */
export function planFor(
  field: Channel,
  { register, record, capabilities }: HeldRecord,
  krr: KrrPerson,
  now: Date,
): FieldPlan | undefined {
  const plans = planContactWrites(record, krr, { krrMode: register.krrMode, capabilities }, now);
  return plans.find((plan) => plan.field === field);
}
