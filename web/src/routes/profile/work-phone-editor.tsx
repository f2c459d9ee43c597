import type { WorkPhoneView } from "@foresattportal/shared/contract/profile.ts";
import { useEffect, useRef, useState } from "react";
import { failureText } from "../../components/failure-text.ts";
import type { Report } from "./refresh-words.ts";
import { ReportMessage } from "./report-message.tsx";
import type { ProfileActions, WorkPhoneDone } from "./use-profile.ts";
import { WorkPhoneButtons } from "./work-phone-buttons.tsx";
import { WorkPhoneForm } from "./work-phone-form.tsx";
import { WorkPhoneRemoval } from "./work-phone-removal.tsx";
import { workPhoneReport } from "./work-phone-words.ts";
import { useWords, type Words } from "./words.ts";

export interface WorkPhoneEditorProps {
  readonly workPhone: WorkPhoneView;
  readonly actions: ProfileActions;
}

type Mode = "shown" | "edited" | "about-to-go";

/** Add, change and remove; the focus follows, and comes back to the button when a form closes. */
export function WorkPhoneEditor({ workPhone, actions }: WorkPhoneEditorProps) {
  const words = useWords();
  const [mode, setMode] = useState<Mode>("shown");
  const firstButton = useRef<HTMLButtonElement>(null);
  const modeBefore = useRef<Mode>("shown");
  useEffect(() => {
    if (mode === "shown" && modeBefore.current !== "shown") firstButton.current?.focus();
    modeBefore.current = mode;
  }, [mode]);

  const { workPhoneDone, settingWorkPhone, forgetWorkPhoneDone, setWorkPhone } = actions;
  const close = (): void => setMode("shown");
  const begin = (next: Mode): void => {
    forgetWorkPhoneDone();
    setMode(next);
  };
  return (
    <>
      {mode === "shown" && (
        <WorkPhoneButtons
          workPhone={workPhone}
          first={firstButton}
          onEdit={() => begin("edited")}
          onRemove={() => begin("about-to-go")}
        />
      )}
      {mode === "edited" && (
        <WorkPhoneForm
          current={workPhone.state === "agreed" ? workPhone.held.display : ""}
          busy={settingWorkPhone}
          save={(phone) => setWorkPhone(phone, "all")}
          onClose={close}
        />
      )}
      {mode === "about-to-go" && (
        <WorkPhoneRemoval
          workPhone={workPhone}
          busy={settingWorkPhone}
          remove={() => setWorkPhone(null, "all")}
          onClose={close}
        />
      )}
      <ReportMessage
        report={reportOf(workPhoneDone, words)}
        onRetry={(systems) => void setWorkPhone(workPhoneDone?.phone ?? null, systems)}
      />
    </>
  );
}

function reportOf(done: WorkPhoneDone | null, words: Words): Report | null {
  if (done === null) return null;
  const { answer, phone } = done;
  if (answer.ok) return workPhoneReport(phone === null ? "removed" : "saved", answer.data, words);
  // What is wrong with the number stands under its field.
  if (answer.code === "invalid-input") return null;
  return { severity: "danger", sentences: [failureText(answer, words.t)], retry: [] };
}
