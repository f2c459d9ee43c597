import { Button } from "@digdir/designsystemet-react";
import { failureText } from "../../components/failure-text.ts";
import type { Report } from "./refresh-words.ts";
import { ReportMessage } from "./report-message.tsx";
import type { KeptPhone, WorkPhoneActions, WorkPhoneDone, WorkPhoneTask } from "./use-work-phone.ts";
import { workPhoneReport } from "./work-phone-words.ts";
import { useWords, type Words } from "./words.ts";

export interface WorkPhoneOutcomeProps {
  readonly actions: WorkPhoneActions;
}

/** How it went, per register: what failed can be tried again alone, and what was removed can be put back. */
export function WorkPhoneOutcome({ actions: { busy, done, run } }: WorkPhoneOutcomeProps) {
  const words = useWords();
  const lost = done === null ? [] : lostPhones(done);
  return (
    <>
      <ReportMessage
        report={reportOf(done, words)}
        onRetry={(systems) => {
          if (done !== null) void run(again(done.task, systems));
        }}
      />
      {lost.length > 0 && (
        <Button variant="secondary" loading={busy} onClick={() => void run({ kind: "restore", kept: lost })}>
          {words.t("workPhone.undo")}
        </Button>
      )}
    </>
  );
}

/** What a removal really took away, and where: only that can be put back. */
function lostPhones({ task, answer }: WorkPhoneDone): KeptPhone[] {
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

function reportOf(done: WorkPhoneDone | null, words: Words): Report | null {
  if (done === null) return null;
  const { answer, task } = done;
  if (answer.ok) return workPhoneReport(task.kind, answer.data, words);
  // What is wrong with the number stands under its field.
  if (answer.code === "invalid-input" && task.kind === "save") return null;
  return { severity: "danger", sentences: [failureText(answer, words.t)], retry: [] };
}
