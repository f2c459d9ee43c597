import { Button } from "@digdir/designsystemet-react";
import { lostPhones } from "./lost-phones.ts";
import { useOutcomeWords, type OutcomeWords } from "./outcome-words.ts";
import type { Report } from "./refresh-words.ts";
import { ReportMessage } from "./report-message.tsx";
import { useFocusOnRegion } from "./report-region.tsx";
import type { WorkPhoneActions, WorkPhoneDone, WorkPhoneTask } from "./use-work-phone.ts";
import { workPhoneReport } from "./work-phone-words.ts";

export interface WorkPhoneOutcomeProps {
  readonly done: WorkPhoneDone;
  readonly log: WorkPhoneActions["log"];
  readonly busy: boolean;
  readonly run: WorkPhoneActions["run"];
}

/** How it went, per register: what failed can be tried again alone, and what was removed can be put back. */
export function WorkPhoneOutcome({ done, log, busy, run }: WorkPhoneOutcomeProps) {
  const words = useOutcomeWords();
  const focusOnRegion = useFocusOnRegion();
  const report = reportOf(done, words);
  const lost = canBeUndone(done) ? lostPhones(log) : [];
  const undo = (): void => {
    // The button goes away with the old result; the focus stays where the new one will be.
    focusOnRegion();
    void run({ kind: "restore", kept: lost });
  };
  if (report === null) return null;
  return (
    <>
      <ReportMessage report={report} onRetry={(systems) => void run(again(done.task, systems))} />
      {lost.length > 0 && (
        <Button variant="secondary" loading={busy} onClick={undo}>
          {words.further("workPhoneResult.undo")}
        </Button>
      )}
    </>
  );
}

/** A removal can be undone; where that was done but in part, what failed is tried again by a button of its own. */
function canBeUndone({ task, answer }: WorkPhoneDone): boolean {
  return task.kind === "remove" || (task.kind === "restore" && !answer.ok);
}

/** The same task, for those registers alone. */
function again(task: WorkPhoneTask, systems: readonly string[]): WorkPhoneTask {
  if (task.kind !== "restore") return { ...task, systems };
  const kept = task.kept.map((phone) => ({
    ...phone,
    systems: phone.systems.filter((id) => systems.includes(id)),
  }));
  return { kind: "restore", kept: kept.filter((phone) => phone.systems.length > 0) };
}

function reportOf(done: WorkPhoneDone, words: OutcomeWords): Report | null {
  const { answer, task } = done;
  if (answer.ok) return workPhoneReport(task.kind, answer.data, words);
  // What is wrong with the number stands under its field.
  if (answer.code === "invalid-input" && task.kind === "save") return null;
  return { severity: "danger", sentences: [words.tellFailure(answer)], retry: [] };
}
