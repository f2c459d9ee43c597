import type { Language } from "@foresattportal/shared/languages.ts";
import { SESSION_ABSOLUTE_SECONDS, SESSION_IDLE_SECONDS } from "@foresattportal/shared/session-lifetime.ts";
import { clock, dayAndClock, fullDate, monthAndYear } from "../format-time.ts";
import { KINDERGARTEN, NOW, SCHOOL } from "../routes/profile/example-parts.ts";
import { createSystemNames } from "../routes/profile/system-names.ts";
import { flatTexts, type FlatText } from "./flat-texts.ts";
import { TEXTS, textsIn } from "./texts.ts";

const EARLIER = "2026-03-14T09:00:00.000Z";

/** Promises every text of a language as a person reads it, with an example of each value it takes. */
async function readAloud(language: Language): Promise<FlatText[]> {
  const { t } = await textsIn(language);
  const names = createSystemNames([SCHOOL, KINDERGARTEN], t);
  const values: Readonly<Record<string, string>> = {
    month: monthAndYear(EARLIER, t),
    when: dayAndClock(EARLIER, new Date(NOW), t),
    clock: clock(NOW, t),
    date: fullDate(EARLIER, t),
    before: "400 00 002",
    after: "912 34 502",
    value: "912 34 502",
    places: "Prøvebygd",
    reference: "3f2a",
    count: "4",
    idle: String(SESSION_IDLE_SECONDS / 60),
    absolute: String(SESSION_ABSOLUTE_SECONDS / 60),
  };
  const valuesOf = (ids: readonly string[]): ReadonlyMap<string, unknown> =>
    new Map<string, unknown>(Object.entries({ ...values, ...names.both(ids) }));
  const ofOne = valuesOf(["skole"]);
  const ofTwo = valuesOf(["skole", "barnehage"]);
  return flatTexts(TEXTS[language]).map(({ text, ...which }) => {
    const all = which.variant === "one" ? ofOne : ofTwo;
    const filled = text.replaceAll(/\{\{(\w+)\}\}/g, (placeholder, name: string) => {
      const value = all.get(name);
      return typeof value === "string" ? value : placeholder;
    });
    return Object.assign(which, { text: filled });
  });
}

/** Promises the running text of a language: what consists of sentences, not the names of buttons and fields. */
export async function runningText(language: Language): Promise<FlatText[]> {
  const texts = await readAloud(language);
  return texts.filter(({ text }) => /[.?!]$/.test(text));
}
