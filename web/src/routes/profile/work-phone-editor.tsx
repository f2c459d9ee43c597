import type { WorkPhoneView } from "@foresattportal/shared/contract/profile.ts";
import { useEffect, useRef, useState } from "react";
import { workPhoneForm, workPhoneOutcome, workPhoneRemoval } from "./outcomes.ts";
import { ReportRegion } from "./report-region.tsx";
import type { ProfileActions } from "./use-profile.ts";
import { phonesIn } from "./use-work-phone.ts";
import { WorkPhoneButtons } from "./work-phone-buttons.tsx";

export interface WorkPhoneEditorProps {
  readonly workPhone: WorkPhoneView;
  readonly actions: ProfileActions;
}

type Mode = "shown" | "edited" | "about-to-go";

/** Add, change and remove; the focus follows, and comes back to the button when a form closes. */
export function WorkPhoneEditor({ workPhone, actions }: WorkPhoneEditorProps) {
  const [mode, setMode] = useState<Mode>("shown");
  const firstButton = useRef<HTMLButtonElement>(null);
  const modeBefore = useRef<Mode>("shown");
  useEffect(() => {
    if (mode === "shown" && modeBefore.current !== "shown") firstButton.current?.focus();
    modeBefore.current = mode;
  }, [mode]);

  const { busy, done, run, forget } = actions.workPhone;
  const close = (): void => setMode("shown");
  const begin = (next: Mode): void => {
    forget();
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
        <workPhoneForm.Part
          current={workPhone.state === "agreed" ? workPhone.held.display : ""}
          busy={busy}
          save={(phone) => run({ kind: "save", phone, systems: "all" })}
          onClose={close}
        />
      )}
      {mode === "about-to-go" && (
        <workPhoneRemoval.Part
          workPhone={workPhone}
          busy={busy}
          remove={() => run({ kind: "remove", systems: "all", kept: phonesIn(workPhone) })}
          onClose={close}
        />
      )}
      <ReportRegion>
        {done !== null && <workPhoneOutcome.Part done={done} busy={busy} run={run} />}
      </ReportRegion>
    </>
  );
}
