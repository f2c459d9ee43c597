/** In the order in which they are told. */
export const CHECKS = [
  "configuration",
  "idporten",
  "maskinporten",
  "keys",
  "krr",
  "registers",
  "database",
  "clocks",
] as const;
export type CheckName = (typeof CHECKS)[number];

/** Who can put something right. */
export type Responsible =
  | "operator"
  | "self-service"
  | "digdir"
  | "municipality"
  | "register-vendor"
  | "platform";

/**
 * What was found on one thing. `wrong` = somebody has to act; `unchecked` = something else that is wrong stands before
 * it; `note` = worth knowing, and nothing has to be done now.
 */
export type Finding = {
  readonly check: CheckName;
  /** What was looked at. */
  readonly subject: string;
  readonly sentence: string;
} & (
  | { readonly state: "wrong"; readonly who: Responsible }
  | { readonly state: "unchecked" | "note" | "well"; readonly who: null }
);

export interface Finder {
  well(sentence: string): Finding;
  note(sentence: string): Finding;
  unchecked(sentence: string): Finding;
  wrong(who: Responsible, sentence: string): Finding;
}

/** Makes findings on one subject. */
export function about(check: CheckName, subject: string): Finder {
  const without = (state: "unchecked" | "note" | "well") => (sentence: string) =>
    ({ check, subject, state, sentence, who: null }) as const;
  return {
    well: without("well"),
    note: without("note"),
    unchecked: without("unchecked"),
    wrong: (who, sentence) => ({ check, subject, state: "wrong", sentence, who }),
  };
}

/** Whether nobody has to act and nothing was left out. */
export function isAllWell(findings: readonly Finding[]): boolean {
  return findings.every(({ state }) => state === "well" || state === "note");
}
