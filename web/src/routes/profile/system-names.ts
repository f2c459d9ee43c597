import type { SystemStatus } from "@foresattportal/shared/contract/profile.ts";
import type { SystemKind } from "@foresattportal/shared/contract/values.ts";
import type { TFunction } from "i18next";
import { listOf } from "../../format-list.ts";

/**
 * Registers as the texts take them. A language without cases reads the same in all forms; Northern Sámi says `whoLocative`
 * for «hos» and «har», `whoIllative` for «til» and «kontakt med». (A type and not an interface: i18next takes what has an
 * index signature.)
 */
export type NamedSystems = {
  /** Inside a sentence: `skolen og barnehagen`. */
  readonly who: string;
  /** At the start of a sentence: `Skolen og barnehagen`. */
  readonly Who: string;
  readonly whoIllative: string;
  readonly whoLocative: string;
  readonly WhoLocative: string;
  /**
   * How many they are, for verbs: a text may have the variants `_one` and `_two` beside it. It is told as i18next's
   * context and not as its `count`, whose rules come from the browser: Chrome does not know that Northern Sámi has a dual.
   */
  readonly context: unknown;
};

/** How people read of registers: «skolen», «barnehagen», and the register's own name where one kind has several. */
export interface SystemNames {
  /** Inside a sentence: `skolen og barnehagen`. */
  readonly inside: (ids: readonly string[]) => string;
  /** At the start of a sentence: `Skolen og barnehagen`. */
  readonly first: (ids: readonly string[]) => string;
  /** All forms, as the texts take them. */
  readonly both: (ids: readonly string[]) => NamedSystems;
}

/** Which variant of a text to take. Of no known type, since i18next's types would look for the variants in bokmål. */
type Variant = Pick<NamedSystems, "context">;

/** A case of its own, or none: then the word stands as it is. */
type Case = "illative" | "locative" | undefined;

const KIND_ORDER = ["school", "kindergarten"] as const satisfies readonly SystemKind[];

/** Promises a text that starts with a capital letter. */
function capitalised(text: string): string {
  const [first = "", ...rest] = text;
  return first.toUpperCase() + rest.join("");
}

function numberOf(systems: readonly SystemStatus[]): "one" | "two" | undefined {
  if (systems.length === 1) return "one";
  return systems.length === 2 ? "two" : undefined;
}

/** Promises the names by which this person's page speaks of registers; schools come before kindergartens. */
export function createSystemNames(systems: readonly SystemStatus[], t: TFunction): SystemNames {
  const ordered = KIND_ORDER.flatMap((kind) => systems.filter((system) => system.kind === kind));
  const named = (ids: readonly string[]): SystemStatus[] => ordered.filter(({ id }) => ids.includes(id));
  const nameOf = (system: SystemStatus, form: Case): string => {
    const alike = systems.filter(
      (other) => other.id === system.id || (other.kind === system.kind && other.holdsPerson !== false),
    );
    const variant: Variant = { context: form };
    const kind = t(`system.${system.kind}`, variant);
    return alike.length === 1 ? kind : t("system.named", { kind, name: system.name });
  };
  const listed = (ids: readonly string[], form: Case): string =>
    listOf(
      named(ids).map((system) => nameOf(system, form)),
      t,
    );
  const inside = (ids: readonly string[]): string => listed(ids, undefined);
  const first = (ids: readonly string[]): string => capitalised(inside(ids));
  return {
    inside,
    first,
    both: (ids) => ({
      who: inside(ids),
      Who: first(ids),
      whoIllative: listed(ids, "illative"),
      whoLocative: listed(ids, "locative"),
      WhoLocative: capitalised(listed(ids, "locative")),
      context: numberOf(named(ids)),
    }),
  };
}
