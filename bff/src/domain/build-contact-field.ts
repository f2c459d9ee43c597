import type { ContactFieldView, KrrChannelView, NextStep } from "@foresattportal/shared/contract/profile.ts";
import type { Channel } from "@foresattportal/shared/contract/values.ts";
import { freshness, lastConfirmed } from "./freshness.ts";
import { mergeHeldValues } from "./merge-held-values.ts";
import { normalForm } from "./normal-form.ts";
import { planContactWrites, type SkipReason } from "./plan-contact-writes.ts";
import { recordsThatCount, type HeldRecord, type KrrAnswer } from "./register-answer.ts";

/** One contact field over all registers and KRR, with the one step that makes it right. */
export function buildContactField(
  field: Channel,
  records: readonly HeldRecord[],
  krr: KrrAnswer,
  now: Date,
): ContactFieldView {
  const merged = mergeHeldValues(field, records);
  const channel = krrChannel(field, krr, now);
  const common = {
    gaps: [...merged.gaps],
    krr: channel,
    nextStep: nextStep(field, records, krr, channel, now),
  };
  const [first, second] = merged.held;
  if (first === undefined) return { state: "missing", ...common };
  if (second === undefined) return { state: "agreed", held: first, ...common };
  return { state: "differing", held: [...merged.held], ...common };
}

function krrChannel(field: Channel, krr: KrrAnswer, now: Date): KrrChannelView {
  if (krr.state === "off" || krr.state === "unavailable" || krr.data.status !== "active")
    return { state: "not-known" };
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

function nextStep(
  field: Channel,
  records: readonly HeldRecord[],
  krr: KrrAnswer,
  channel: KrrChannelView,
  now: Date,
): NextStep {
  // What is shown must agree, and so must what the guardian is reached by: either may be wrong without the other.
  const wrong = isWrong(field, records) || isWrong(field, recordsThatCount(records));
  if (krr.state === "off") return wrong ? "ask-system" : "none";
  // Without KRR's answer nobody can tell what is missing there; fetching again is the honest advice.
  if (krr.state === "unavailable") return wrong ? "refresh" : "none";
  const skips = new Set<SkipReason>();
  for (const { register, record, capabilities } of records) {
    const plans = planContactWrites(record, krr.data, { krrMode: register.krrMode, capabilities }, now);
    const plan = plans.find((candidate) => candidate.field === field);
    if (plan === undefined) continue;
    if ("skip" in plan) skips.add(plan.skip);
    // To have one's number removed is nobody's next step: what KRR has no longer is put there again.
    else if (plan.write.value === null) skips.add("krr-has-nothing");
    else if (changesValue(field, record.contact[field].value, plan.write.value)) return "refresh";
  }
  // What KRR holds and nobody can use, the citizen alone can put right, and there.
  if (channel.state === "unusable") return "add-in-krr";
  if (channel.state === "expired" || channel.state === "ageing") return "confirm-in-krr";
  // Who is deleted from KRR loses what came from there; an empty channel of an active person takes nothing away.
  const goesAway = krr.data.status === "deleted";
  if (!wrong && !goesAway) return "none";
  return skips.has("krr-has-nothing") ? "add-in-krr" : wrong ? "ask-system" : "none";
}

function isWrong(field: Channel, records: readonly HeldRecord[]): boolean {
  const { held, gaps } = mergeHeldValues(field, records);
  return held.length !== 1 || gaps.length > 0 || holdsUnusable(field, records);
}

/** What everybody agrees on is wrong all the same where no message can be sent to it. */
function holdsUnusable(field: Channel, records: readonly HeldRecord[]): boolean {
  return records.some(({ record }) => normalForm(field, record.contact[field].value)?.usable === false);
}

/** A newer date alone is no reason to ask the guardian for anything. */
function changesValue(field: Channel, present: string | null, planned: string | null): boolean {
  return normalForm(field, present)?.normal !== normalForm(field, planned)?.normal;
}
