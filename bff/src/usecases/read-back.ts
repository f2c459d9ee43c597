import type { RegisterAnswer } from "../domain/register-answer.ts";
import { askRegister, type Guardian, type SourceDeps } from "./read-sources.ts";

/** Asks again the registers that were written to; if one falls silent now, its earlier answer stands as stale. */
export async function readBack(
  deps: SourceDeps,
  { nationalId }: Guardian,
  answers: readonly RegisterAnswer[],
  written: ReadonlySet<string>,
): Promise<readonly RegisterAnswer[]> {
  return Promise.all(
    answers.map(async (before): Promise<RegisterAnswer> => {
      const port = deps.registers.find(({ register }) => register.id === before.register.id);
      if (port === undefined || !written.has(before.register.id)) return before;
      const after = await askRegister(deps, port, nationalId);
      if (after.answer.state !== "unavailable" || before.answer.state === "unavailable") return after;
      return { ...before, answer: { ...before.answer, state: "stale" } };
    }),
  );
}
