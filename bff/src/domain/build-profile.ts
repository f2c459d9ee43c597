import type {
  KrrStatusView,
  Profile,
  ProfilePage,
  SystemStatus,
  WorkPhoneView,
} from "@foresattportal/shared/contract/profile.ts";
import { CHANNELS } from "@foresattportal/shared/contract/values.ts";
import { buildContactField } from "./build-contact-field.ts";
import { buildVerdict } from "./build-verdict.ts";
import type { ContactRecord } from "./contact-record.ts";
import { mergeHeldValues } from "./merge-held-values.ts";
import {
  guardianRecords,
  recordsOf,
  type HeldRecord,
  type KrrAnswer,
  type RegisterAnswer,
} from "./register-answer.ts";

/**
 * Makes the whole page of «Min profil» from what the sources answered: which value is shown, and why, is decided here
 * and nowhere else. Pure; the order of the sources makes no difference to what is shown of each.
 */
export function buildProfile(answers: readonly RegisterAnswer[], krr: KrrAnswer, now: Date): Profile {
  return { systems: answers.map(systemStatus), krr: krrStatus(krr), page: buildPage(answers, krr, now) };
}

function buildPage(answers: readonly RegisterAnswer[], krr: KrrAnswer, now: Date): ProfilePage {
  const records = guardianRecords(answers);
  const [first] = records;
  if (first === undefined) {
    return {
      state: answers.some(({ answer }) => answer.state === "unavailable") ? "unavailable" : "unknown",
    };
  }
  const mobile = buildContactField("mobile", records, krr, now);
  const email = buildContactField("email", records, krr, now);
  return {
    state: "known",
    name: nameOf(first.record),
    verdict: buildVerdict(records, { mobile, email }),
    mobile,
    email,
    workPhone: workPhone(records),
    lastFetchedAt: lastFetchedAt(records),
  };
}

/** Name for reading, without the empty parts. */
function nameOf({ name }: ContactRecord): string {
  return [name.given, name.middle, name.family].filter(Boolean).join(" ");
}

function systemStatus({ register, answer }: RegisterAnswer): SystemStatus {
  return {
    id: register.id,
    name: register.name,
    kind: register.kind,
    answer: answer.state,
    asOf: answer.asOf?.toISOString() ?? null,
    holdsPerson:
      answer.state === "unavailable"
        ? null
        : recordsOf(answer).some(({ roles }) => roles.includes("guardian")),
  };
}

function krrStatus(krr: KrrAnswer): KrrStatusView {
  if (krr.state === "off" || krr.state === "unavailable") return { state: krr.state };
  const { status, reserved, language } = krr.data;
  return { state: "answered", person: status, reserved, language };
}

function workPhone(records: readonly HeldRecord[]): WorkPhoneView {
  const writable = records.filter(({ capabilities }) => capabilities?.writable.has("workPhone") !== false);
  const writableIn = [...new Set(writable.map(({ register }) => register.id))].sort();
  const { held } = mergeHeldValues("workPhone", records);
  const [first, second] = held;
  if (first === undefined) return { state: "none", writableIn };
  if (second === undefined) return { state: "agreed", held: first, writableIn };
  return { state: "differing", held: [...held], writableIn };
}

function lastFetchedAt(records: readonly HeldRecord[]): string | null {
  const times = records.flatMap(({ record }) =>
    CHANNELS.map((field) => record.contact[field])
      .filter(({ origin }) => origin === "krr")
      .flatMap(({ fetchedAt }) => (fetchedAt === null ? [] : [fetchedAt.getTime()])),
  );
  return times.length === 0 ? null : new Date(Math.max(...times)).toISOString();
}
