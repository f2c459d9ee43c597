import type { ContactFieldView, KrrChannelView, NextStep } from "@foresattportal/shared/contract/profile.ts";
import type { Channel } from "@foresattportal/shared/contract/values.ts";
import { buildKrrView, planFor, type KrrView } from "./build-krr-view.ts";
import { mergeHeldValues } from "./merge-held-values.ts";
import { normalForm } from "./normal-form.ts";
import type { SkipReason } from "./plan-contact-writes.ts";
import { recordsThatCount, type HeldRecord, type KrrAnswer } from "./register-answer.ts";

/** One contact field over all registers and KRR, with the one step that makes it right. */
export function buildContactField(
  field: Channel,
  records: readonly HeldRecord[],
  krr: KrrAnswer,
  now: Date,
): ContactFieldView {
  const merged = mergeHeldValues(field, records);
  const told = buildKrrView(field, records, krr, now);
  const common = { gaps: [...merged.gaps], ...told, nextStep: nextStep(field, records, krr, told, now) };
  const [first, second] = merged.held;
  if (first === undefined) return { state: "missing", ...common };
  if (second === undefined) return { state: "agreed", held: first, ...common };
  return { state: "differing", held: [...merged.held], ...common };
}

function nextStep(
  field: Channel,
  records: readonly HeldRecord[],
  krr: KrrAnswer,
  { krr: channel, takenFromKrrIn }: KrrView,
  now: Date,
): NextStep {
  // What is shown must agree, and so must what the guardian is reached by: either may be wrong without the other.
  const wrong = isWrong(field, records) || isWrong(field, recordsThatCount(records));
  // What KRR holds and nobody can use, the citizen alone can put right, and there.
  const unusable = channel.state === "unusable";
  // What is put right in KRR comes to nobody, so those who hold the value are whom to ask.
  const stays = takenFromKrrIn.length === 0 && !unusable;
  if (stays && (wrong || differsFrom(channel, field, records))) return "ask-system";
  if (krr.state === "off") return "none";
  // Without KRR's answer nobody can tell what is missing there; fetching again is the honest advice.
  if (krr.state === "unavailable") return wrong ? "refresh" : "none";
  const skips = new Set<SkipReason>();
  for (const held of records) {
    const plan = planFor(field, held, krr.data, now);
    if (plan === undefined) continue;
    if ("skip" in plan) skips.add(plan.skip);
    // To have one's number removed is nobody's next step: what KRR has no longer is put there again.
    else if (plan.write.value === null) skips.add("krr-has-nothing");
    else if (changesValue(field, held.record.contact[field].value, plan.write.value)) return "refresh";
  }
  if (unusable) return "add-in-krr";
  if (channel.state === "expired" || channel.state === "ageing") return "confirm-in-krr";
  // It may be there and have expired, or not be there at all: the citizen alone can see which.
  if (channel.state === "withheld" && !wrong) return "confirm-in-krr";
  // Who is deleted from KRR loses what came from there; an empty channel of an active person takes nothing away.
  const goesAway = krr.data.status === "deleted" && !stays;
  if (!wrong && !goesAway) return "none";
  return skips.has("krr-has-nothing") ? "add-in-krr" : wrong ? "ask-system" : "none";
}

/** Whether a register holds another value than KRR and does not say that it keeps the field by hand. */
function differsFrom(channel: KrrChannelView, field: Channel, records: readonly HeldRecord[]): boolean {
  if (!("value" in channel)) return false;
  return recordsThatCount(records).some(({ record }) => {
    const { value, optedOut } = record.contact[field];
    return value !== null && optedOut !== true && changesValue(field, value, channel.value);
  });
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
