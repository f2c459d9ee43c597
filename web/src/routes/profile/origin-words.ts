import type { Holding } from "@foresattportal/shared/contract/profile.ts";
import { monthAndYear } from "../../format-time.ts";
import { unreachable } from "../../unreachable.ts";
import type { Words } from "./words.ts";

/** Promises where these registers have a value from and how old it is, as far as they tell. */
function originOf(holding: Holding, ids: readonly string[], { t, names }: Words): string {
  const who = names.both(ids);
  const { confirmedAt, origin } = holding;
  const month = confirmedAt === null ? null : monthAndYear(confirmedAt, t);
  switch (origin) {
    case "krr":
      return month === null ? t("origin.krr") : t("origin.krrConfirmed", { month });
    case "manual":
    case "guardian":
    case "folkeregister":
    case "import":
    case "unknown":
      return month === null ? t(`origin.${origin}`, who) : t(`origin.${origin}Since`, { ...who, month });
    default:
      return unreachable(origin);
  }
}

/** Promises where a register has a value from and how old it is, as far as the register tells. */
export function originText(holding: Holding, words: Words): string {
  return originOf(holding, [holding.systemId], words);
}

/** Holdings that came in the same way at the same time, in the order in which the page speaks of registers. */
function alikeHoldings(holdings: readonly Holding[], { systems, t }: Words): Holding[][] {
  const ordered = systems.flatMap(({ id }) => holdings.filter(({ systemId }) => systemId === id));
  const groups = Map.groupBy(ordered, ({ origin, confirmedAt }) =>
    [origin, confirmedAt === null ? "" : monthAndYear(confirmedAt, t)].join(),
  );
  return [...groups.values()];
}

/** Promises one line when all registers have a value from the same place, and one line for each when they do not. */
export function originLines(holdings: readonly Holding[], words: Words): string[] {
  const groups = alikeHoldings(holdings, words);
  return groups.flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const ids = group.map(({ systemId }) => systemId);
    const origin = originOf(first, ids, words);
    return groups.length === 1
      ? [origin]
      : [words.t("origin.perSystem", { system: words.names.first(ids), origin })];
  });
}
