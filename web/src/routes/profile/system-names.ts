import type { SystemStatus } from "@foresattportal/shared/contract/profile.ts";
import type { SystemKind } from "@foresattportal/shared/contract/values.ts";
import type { TFunction } from "i18next";

/** How people read of registers: «skolen», «barnehagen», and the register's own name where one kind has several. */
export interface SystemNames {
  /** Inside a sentence: `skolen og barnehagen`. */
  readonly inside: (ids: readonly string[]) => string;
  /** At the start of a sentence: `Skolen og barnehagen`. */
  readonly first: (ids: readonly string[]) => string;
  /** Both forms, as the texts take them. */
  readonly both: (ids: readonly string[]) => { readonly who: string; readonly Who: string };
}

const KIND_ORDER = ["school", "kindergarten"] as const satisfies readonly SystemKind[];

/** Promises a text that starts with a capital letter. */
function capitalised(text: string, language: string): string {
  const [first = "", ...rest] = text;
  return first.toLocaleUpperCase(language) + rest.join("");
}

function nameOf(system: SystemStatus, systems: readonly SystemStatus[], t: TFunction): string {
  const alike = systems.filter(
    (other) => other.id === system.id || (other.kind === system.kind && other.holdsPerson !== false),
  );
  const kind = t(`system.${system.kind}`);
  return alike.length === 1 ? kind : t("system.named", { kind, name: system.name });
}

/** Promises the names by which this person's page speaks of registers; schools come before kindergartens. */
export function createSystemNames(
  systems: readonly SystemStatus[],
  t: TFunction,
  language: string,
): SystemNames {
  const list = new Intl.ListFormat(language, { type: "conjunction" });
  const ordered = KIND_ORDER.flatMap((kind) => systems.filter((system) => system.kind === kind));
  const inside = (ids: readonly string[]): string =>
    list.format(ordered.filter(({ id }) => ids.includes(id)).map((system) => nameOf(system, systems, t)));
  const first = (ids: readonly string[]): string => capitalised(inside(ids), language);
  return { inside, first, both: (ids) => ({ who: inside(ids), Who: first(ids) }) };
}
