import type { KrrStatusView, Profile, SystemStatus } from "@foresattportal/shared/contract/profile.ts";
import { dayAndClock } from "../../format-time.ts";
import { unreachable } from "../../unreachable.ts";
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

function krrNotices(krr: KrrStatusView, held: readonly string[], { t, names }: Words): Notice[] {
  const who = names.both(held);
  switch (krr.state) {
    case "unavailable":
      return [{ id: "krr", severity: "warning", text: t("notice.krrUnavailable", who) }];
    case "off":
      return [{ id: "krr", severity: "info", text: t("notice.krrOff", who) }];
    case "answered":
      return [
        ...personNotice(krr.person, t),
        ...(krr.reserved
          ? [{ id: "reserved", severity: "info" as const, text: t("notice.reserved", who) }]
          : []),
      ];
    default:
      return unreachable(krr);
  }
}

type KrrPerson = Extract<KrrStatusView, { state: "answered" }>["person"];

function personNotice(person: KrrPerson, t: Words["t"]): Notice[] {
  switch (person) {
    case "active":
      return [];
    case "deleted":
      return [{ id: "krr-person", severity: "info", text: t("notice.krrDeleted") }];
    case "not-registered":
      return [{ id: "krr-person", severity: "info", text: t("notice.krrNotRegistered") }];
    default:
      return unreachable(person);
  }
}

/** Promises everything that concerns more than one field: who does not answer, and what kontaktregisteret says of the person. */
export function notices(profile: Profile, words: Words): Notice[] {
  const held = profile.systems.filter(({ holdsPerson }) => holdsPerson === true).map(({ id }) => id);
  return [
    ...profile.systems.flatMap((system) => systemNotice(system, words)),
    ...krrNotices(profile.krr, held, words),
  ];
}
