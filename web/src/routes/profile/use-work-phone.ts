import type { Profile, WorkPhoneView } from "@foresattportal/shared/contract/profile.ts";
import type { WorkPhoneOutcome, WorkPhoneResult } from "@foresattportal/shared/contract/work-phone.ts";
import { useState } from "react";
import type { Answer, Failure } from "../../api/answer.ts";
import { removeWorkPhone } from "../../api/remove-work-phone.ts";
import { saveWorkPhone } from "../../api/save-work-phone.ts";
import { unreachable } from "../../unreachable.ts";
import { named, type Systems } from "./systems.ts";

/** A number and the registers that held it before it was removed. */
export interface KeptPhone {
  readonly phone: string;
  readonly systems: readonly string[];
}

/** What can be done to «Jobbtelefon». */
export type WorkPhoneTask =
  | { readonly kind: "save"; readonly phone: string; readonly systems: Systems }
  | { readonly kind: "remove"; readonly systems: Systems; readonly kept: readonly KeptPhone[] }
  /** Undoes a removal: each register gets the number that it had. */
  | { readonly kind: "restore"; readonly kept: readonly KeptPhone[] };

export interface WorkPhoneDone {
  readonly task: WorkPhoneTask;
  readonly answer: Answer<WorkPhoneResult>;
}

export interface WorkPhoneActions {
  readonly busy: boolean;
  readonly done: WorkPhoneDone | null;
  /** All that was done since the page was opened, oldest first: what is lost is lost by more than the last step. */
  readonly log: readonly WorkPhoneDone[];
  /** Takes away the result of what was done before, when something else is begun. */
  readonly forget: () => void;
  readonly run: (task: WorkPhoneTask) => Promise<Answer<WorkPhoneResult>>;
}

/** In normal form a number begins with `+`; what cannot be read as one cannot be written either. */
function isNumber(value: string): boolean {
  return value.startsWith("+");
}

/** Promises the numbers that a removal takes away and that can be put back, each with its registers. */
export function phonesIn(workPhone: WorkPhoneView): KeptPhone[] {
  if (workPhone.state === "none") return [];
  const held = workPhone.state === "agreed" ? [workPhone.held] : workPhone.held;
  return held
    .filter(({ value }) => isNumber(value))
    .map(({ value, holdings }) => ({
      phone: value,
      systems: holdings.map(({ systemId }) => systemId),
    }));
}

/** Puts the numbers back one after the other, and tells all outcomes as one: a number that could not be put back has failed where it was. */
async function restore(kept: readonly KeptPhone[]): Promise<Answer<WorkPhoneResult>> {
  const systems: WorkPhoneOutcome[] = [];
  let profile: Profile | null = null;
  let failure: Failure | null = null;
  for (const { phone, systems: holders } of kept) {
    const answer = await saveWorkPhone({ phone, systems: [...holders] });
    if (answer.ok) {
      systems.push(...answer.data.systems);
      profile = answer.data.profile;
    } else {
      systems.push(...holders.map((systemId) => ({ systemId, outcome: "failed" as const })));
      failure = answer;
    }
  }
  if (profile !== null) return { ok: true, data: { systems, profile } };
  if (failure !== null) return failure;
  throw new Error("there is no number to put back");
}

function send(task: WorkPhoneTask): Promise<Answer<WorkPhoneResult>> {
  switch (task.kind) {
    case "save":
      return saveWorkPhone({ phone: task.phone, ...named(task.systems) });
    case "remove":
      return removeWorkPhone(task.systems === "all" ? [] : task.systems);
    case "restore":
      return restore(task.kept);
    default:
      return unreachable(task);
  }
}

/** How the page takes in what comes back. */
interface Surroundings {
  readonly inOrder: <T>(work: () => Promise<T>) => Promise<T>;
  readonly adopt: (answer: Answer<WorkPhoneResult>) => void;
}

/** Promises «Jobbtelefon»'s own actions, one at a time and in the order in which they were begun. */
export function useWorkPhone({ inOrder, adopt }: Surroundings): WorkPhoneActions {
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState<WorkPhoneDone | null>(null);
  const [log, setLog] = useState<readonly WorkPhoneDone[]>([]);
  const run = async (task: WorkPhoneTask): Promise<Answer<WorkPhoneResult>> => {
    setBusy(true);
    // The live region is emptied, so that the same result is read aloud a second time.
    setDone(null);
    const answer = await inOrder(() => send(task));
    adopt(answer);
    setDone({ task, answer });
    setLog((before) => [...before, { task, answer }]);
    setBusy(false);
    return answer;
  };
  return { busy, done, log, run, forget: () => setDone(null) };
}
