import type { Register } from "../../domain/register.ts";
import type { PortalEvent } from "../../ports/events.ts";
import { createFakeContactRegister } from "../../ports/testing/fake-contact-register.ts";
import { createFakeKrr } from "../../ports/testing/fake-krr.ts";
import { createFakeLastAnswers } from "../../ports/testing/fake-last-answers.ts";
import { createFakeRefreshGuard } from "../../ports/testing/fake-refresh-guard.ts";
import { KARI, KINDERGARTEN, SCHOOL, contactRecord, krrPerson } from "../../ports/testing/people.ts";

export const GUARDIAN = { nationalId: KARI, subject: "subject-of-kari" };
export const KRR_MOBILE = "+4799999901";
export const KRR_EMAIL = "kari@example.no";

/** Kari, whom school and kindergarten hold with an old mobile number, and KRR with a new one and an e-mail address. */
export function guardianCase(registers: { school?: Register; kindergarten?: Register } = {}) {
  let now = new Date("2026-11-22T09:00:00.000Z");
  const clock = () => now;
  const events: PortalEvent[] = [];
  const school = createFakeContactRegister(registers.school ?? SCHOOL);
  const kindergarten = createFakeContactRegister(registers.kindergarten ?? KINDERGARTEN);
  const krr = createFakeKrr();
  const guard = createFakeRefreshGuard(clock);
  const old = contactRecord({ mobile: { value: "91234567", origin: "manual" } });
  school.put(KARI, old);
  kindergarten.put(KARI, old);
  krr.put(KARI, krrPerson({ mobile: KRR_MOBILE, email: KRR_EMAIL }, new Date("2026-10-01T08:00:00.000Z")));
  return {
    school,
    kindergarten,
    krr,
    guard,
    events,
    passTime: (seconds: number) => {
      now = new Date(now.getTime() + seconds * 1000);
    },
    deps: {
      registers: [school, kindergarten],
      krr,
      lastAnswers: createFakeLastAnswers(clock),
      guard,
      clock,
      record: (event: PortalEvent) => void events.push(event),
    },
  };
}

/** The writes that a register was sent, without its reads. */
export function writesOf({ calls }: { readonly calls: readonly string[] }): readonly string[] {
  return calls.filter((call) => call.startsWith("write"));
}
