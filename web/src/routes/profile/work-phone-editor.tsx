import { Paragraph } from "@digdir/designsystemet-react";
import type { WorkPhoneView } from "@foresattportal/shared/contract/profile.ts";
import { useEffect, useRef, useState, type RefObject } from "react";
import { workPhoneForm, workPhoneOutcome, workPhoneRemoval } from "./outcomes.ts";
import { ReportRegion } from "./report-region.tsx";
import type { ProfileActions } from "./use-profile.ts";
import { phonesIn } from "./use-work-phone.ts";
import { WorkPhoneButtons } from "./work-phone-buttons.tsx";
import { useWords } from "./words.ts";

export interface WorkPhoneEditorProps {
  readonly workPhone: WorkPhoneView;
  readonly actions: ProfileActions;
}

type Mode = "shown" | "edited" | "about-to-go";

/** Add, change and remove, where a register takes it; the focus follows, and comes back to where a form was opened when it closes. */
export function WorkPhoneEditor({ workPhone, actions }: WorkPhoneEditorProps) {
  const [mode, setMode] = useState<Mode>("shown");
  const firstButton = useRef<HTMLButtonElement>(null);
  const refusal = useRef<HTMLParagraphElement>(null);
  const modeBefore = useRef<Mode>("shown");
  useEffect(() => {
    // What was there to be pressed may be gone: a register can stop taking the number while it is saved.
    if (mode === "shown" && modeBefore.current !== "shown") (firstButton.current ?? refusal.current)?.focus();
    modeBefore.current = mode;
  }, [mode]);

  const { busy, done, log, run, forget } = actions.workPhone;
  const close = (): void => setMode("shown");
  const begin = (next: Mode): void => {
    forget();
    setMode(next);
  };
  return (
    <>
      {mode === "shown" && workPhone.writableIn.length === 0 && <Refusal text={refusal} />}
      {mode === "shown" && workPhone.writableIn.length > 0 && (
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
        {done !== null && <workPhoneOutcome.Part done={done} log={log} busy={busy} run={run} />}
      </ReportRegion>
    </>
  );
}

interface RefusalProps {
  readonly text: RefObject<HTMLParagraphElement | null>;
}

/** No register takes the number from here: whom to ask. */
function Refusal({ text }: RefusalProps) {
  const { t, names, systems } = useWords();
  const held = systems.filter(({ holdsPerson }) => holdsPerson === true).map(({ id }) => id);
  return (
    <Paragraph ref={text} tabIndex={-1}>
      {t("workPhone.notWritable", names.both(held))}
    </Paragraph>
  );
}
