import type { ContactFieldView, NextStep, Reach, Verdict } from "@foresattportal/shared/contract/profile.ts";
import { normalForm } from "./normal-form.ts";
import { recordsThatCount, type HeldRecord } from "./register-answer.ts";

/** The most pressing step first: what the guardian can do at once before what takes a call. */
const URGENCY: readonly NextStep[] = ["refresh", "add-in-krr", "confirm-in-krr", "ask-system", "none"];

/** Answers "can school and kindergarten reach you?" from what the registers hold, with the one thing to do next (P19). */
export function buildVerdict(
  records: readonly HeldRecord[],
  fields: { mobile: ContactFieldView; email: ContactFieldView },
): Verdict {
  const reach = new Map<string, Reach>();
  for (const { register, record } of recordsThatCount(records)) {
    const before = reach.get(register.id);
    reach.set(register.id, {
      systemId: register.id,
      sms: before?.sms === true || normalForm("mobile", record.contact.mobile.value)?.usable === true,
      email: before?.email === true || normalForm("email", record.contact.email.value)?.usable === true,
    });
  }
  const reached = [...reach.values()].sort((a, b) => (a.systemId < b.systemId ? -1 : 1));
  const steps = new Set([fields.mobile.nextStep, fields.email.nextStep]);
  return {
    level: levelOf(reached),
    reach: reached,
    nextStep: URGENCY.find((step) => steps.has(step)) ?? "none",
  };
}

function levelOf(reached: readonly Reach[]): Verdict["level"] {
  const levels = new Set(
    reached.map(({ sms, email }) => (sms ? (email ? "both" : "sms") : email ? "email" : "none")),
  );
  const [only] = levels;
  return only !== undefined && levels.size === 1 ? only : "mixed";
}
