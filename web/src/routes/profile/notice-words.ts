import type { KrrStatusView, Profile, SystemStatus } from "@foresattportal/shared/contract/profile.ts";
import { dayAndClock } from "../../format-time.ts";
import { unreachable } from "../../unreachable.ts";
import { takersOn } from "./field-state.ts";
import type { Words } from "./words.ts";

/** Something about the whole page: `warning` when part of it is missing, `info` when it is good to know. */
export interface Notice {
  readonly id: string;
  readonly severity: "info" | "warning";
  readonly text: string;
}

function systemNotice(system: SystemStatus, { t, names, now }: Words): Notice[] {
  const who = names.both([system.id]);
  const when = system.asOf === null ? null : dayAndClock(system.asOf, now, t);
  switch (system.answer) {
    case "fresh":
      return [];
    case "stale":
    case "unavailable": {
      if (system.answer === "stale" && when !== null)
        return [{ id: system.id, severity: "warning", text: t("notice.stale", { ...who, when }) }];
      const last = when === null ? [] : [t("notice.lastAnswer", { when })];
      return [
        { id: system.id, severity: "warning", text: [t("notice.unavailable", who), ...last].join(" ") },
      ];
    }
    default:
      return unreachable(system.answer);
  }
}

function krrNotices(profile: Profile, { t, names }: Words): Notice[] {
  const { krr, systems } = profile;
  const who = names.both(systems.filter(({ holdsPerson }) => holdsPerson === true).map(({ id }) => id));
  switch (krr.state) {
    case "unavailable":
      return [{ id: "krr", severity: "warning", text: t("notice.krrUnavailable", who) }];
    case "off":
      return [{ id: "krr", severity: "info", text: t("notice.krrOff", who) }];
    case "answered":
      return [
        ...personNotice(krr.person, profile, t),
        ...(krr.reserved
          ? [{ id: "reserved", severity: "info" as const, text: t("notice.reserved", who) }]
          : []),
      ];
    default:
      return unreachable(krr);
  }
}

type KrrPerson = Extract<KrrStatusView, { state: "answered" }>["person"];

function personNotice(person: KrrPerson, { page }: Profile, t: Words["t"]): Notice[] {
  // Where no register takes anything from there, nothing would come of it.
  const comes = page.state === "known" && takersOn(page).size > 0 ? [t("notice.addInKrr")] : [];
  const notice = (text: string): Notice[] => [
    { id: "krr-person", severity: "info", text: [text, ...comes].join(" ") },
  ];
  switch (person) {
    case "active":
      return [];
    case "deleted":
      return notice(t("notice.krrDeleted"));
    case "not-registered":
      return notice(t("notice.krrNotRegistered"));
    default:
      return unreachable(person);
  }
}

/** Promises everything that concerns more than one field: who does not answer, and what kontaktregisteret says of the person. */
export function notices(profile: Profile, words: Words): Notice[] {
  return [...profile.systems.flatMap((system) => systemNotice(system, words)), ...krrNotices(profile, words)];
}
