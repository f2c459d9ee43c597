import type { RegisterAnswer } from "../domain/register-answer.ts";
import { noteReadBack } from "./last-answers.ts";
import { askRegister, type Guardian, type SourceDeps } from "./read-sources.ts";

/**
 * Asks again the registers that were written to; if one falls silent now, its earlier answer stands as stale for this
 * once and is kept for no other time, since it may no longer be true.
 */
export async function readBack(
  deps: SourceDeps,
  { nationalId, subject }: Guardian,
  answers: readonly RegisterAnswer[],
  written: ReadonlySet<string>,
): Promise<readonly RegisterAnswer[]> {
  const ports = deps.registers.filter(({ register }) => written.has(register.id));
  const asked = deps.clock();
  const told = await Promise.all(ports.map((port) => askRegister(deps, port, nationalId)));
  await noteReadBack(deps, subject, told, asked);
  return answers.map((before): RegisterAnswer => {
    const after = told.find(({ register }) => register.id === before.register.id);
    if (after === undefined) return before;
    if (after.answer.state !== "unavailable" || before.answer.state === "unavailable") return after;
    return { ...after, answer: { ...before.answer, state: "stale" } };
  });
}
