import { Button } from "@digdir/designsystemet-react";
import { useOutcomeWords, type OutcomeWords } from "./outcome-words.ts";
import type { Report } from "./refresh-words.ts";
import { ReportMessage } from "./report-message.tsx";
import { useFocusOnRegion } from "./report-region.tsx";
import type { KeptPhone, WorkPhoneActions, WorkPhoneDone, WorkPhoneTask } from "./use-work-phone.ts";
import { workPhoneReport } from "./work-phone-words.ts";

export interface WorkPhoneOutcomeProps {
  readonly done: WorkPhoneDone;
  readonly busy: boolean;
  readonly run: WorkPhoneActions["run"];
}

/** How it went, per register: what failed can be tried again alone, and what was removed can be put back. */
export function WorkPhoneOutcome({ done, busy, run }: WorkPhoneOutcomeProps) {
  const words = useOutcomeWords();
  const focusOnRegion = useFocusOnRegion();
  const report = reportOf(done, words);
  const lost = lostPhones(done);
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

/** What a removal really took away, and where: only that can be put back, and still can when putting it back came to nothing. */
function lostPhones({ task, answer }: WorkPhoneDone): readonly KeptPhone[] {
  if (task.kind === "restore") return answer.ok ? [] : task.kept;
  if (task.kind !== "remove" || !answer.ok) return [];
  const changed = answer.data.systems.filter(({ outcome }) => outcome === "changed");
  const gone = new Set(changed.map(({ systemId }) => systemId));
  return task.kept.flatMap(({ phone, systems }) => {
    const lost = systems.filter((id) => gone.has(id));
    return lost.length === 0 ? [] : [{ phone, systems: lost }];
  });
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
