import { Button, Paragraph } from "@digdir/designsystemet-react";
import type { WorkPhoneView } from "@foresattportal/shared/contract/profile.ts";
import type { WorkPhoneResult } from "@foresattportal/shared/contract/work-phone.ts";
import { useEffect, useRef } from "react";
import type { Answer } from "../../api/answer.ts";
import { unbroken } from "./unbroken.ts";
import { useWords } from "./words.ts";

export interface WorkPhoneRemovalProps {
  readonly workPhone: WorkPhoneView;
  readonly busy: boolean;
  readonly remove: () => Promise<Answer<WorkPhoneResult>>;
  readonly onClose: () => void;
}

const QUESTION_ID = "slett-jobbtelefon";

/** Asks before the number goes; the focus is on the question, so that it is read before the answer is given. */
export function WorkPhoneRemoval({ workPhone, busy, remove, onClose }: WorkPhoneRemovalProps) {
  const { t, names } = useWords();
  const question = useRef<HTMLParagraphElement>(null);
  useEffect(() => question.current?.focus(), []);
  const confirm = async (): Promise<void> => {
    if (busy) return;
    const answer = await remove();
    if (answer.ok) onClose();
  };
  return (
    <div role="group" aria-labelledby={QUESTION_ID} className="form">
      <Paragraph id={QUESTION_ID} ref={question} tabIndex={-1}>
        {workPhone.state === "agreed"
          ? t("workPhone.askRemove", { value: unbroken(workPhone.held.display) })
          : t("workPhone.askRemoveAll", names.both(workPhone.writableIn))}
      </Paragraph>
      <div className="actions">
        <Button variant="secondary" data-color="danger" loading={busy} onClick={() => void confirm()}>
          {t("workPhone.remove")}
        </Button>
        <Button variant="tertiary" onClick={onClose}>
          {t("workPhone.cancel")}
        </Button>
      </div>
    </div>
  );
}
