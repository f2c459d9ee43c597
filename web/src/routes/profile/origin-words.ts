import type { Holding } from "@foresattportal/shared/contract/profile.ts";
import { monthAndYear } from "../../format-time.ts";
import { unreachable } from "../../unreachable.ts";
import type { Words } from "./words.ts";

/** Promises where a register has a value from and how old it is, as far as the register tells. */
export function originText(holding: Holding, { t, language, names }: Words): string {
  const who = names.both([holding.systemId]);
  const { confirmedAt, origin } = holding;
  const month = confirmedAt === null ? null : monthAndYear(confirmedAt, language);
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

/** Promises one line when all registers have a value from the same place, and one line for each when they do not. */
export function originLines(holdings: readonly Holding[], words: Words): string[] {
  const texts = holdings.map((holding) => originText(holding, words));
  const [first] = texts;
  if (first === undefined) return [];
  if (texts.every((text) => text === first)) return [first];
  return holdings.map((holding) =>
    words.t("origin.perSystem", {
      system: words.names.first([holding.systemId]),
      origin: originText(holding, words),
    }),
  );
}
